package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** That properties of a module twin are certain texts, all of them. Another condition is refused. */
final class TwinCondition {

    private static final Pattern EQUALS = Pattern.compile("([\\w.]+)\\s*=\\s*'([^']*)'");

    private final List<Equal> all;

    /** That the property at a path is a text. */
    private record Equal(String path, String value) {
        boolean holds(JsonObject twin) {
            JsonElement at = twin;
            for (String key : path.split("\\.", -1)) {
                at = at != null && at.isJsonObject() ? at.getAsJsonObject().get(key) : null;
            }
            return at != null && at.isJsonPrimitive() && at.getAsString().equals(value);
        }
    }

    private TwinCondition(List<Equal> all) {
        this.all = all;
    }

    /** That of a query, which follows {@code WHERE}; empty for all twins. */
    static TwinCondition of(String where) {
        List<Equal> all = new ArrayList<>();
        for (String one : where.isBlank() ? new String[0] : where.strip().split("(?i)\\s+AND\\s+", -1)) {
            Matcher read = EQUALS.matcher(one.strip());
            if (!read.matches()) {
                throw HubRefusal.invalid("The condition is not understood: " + one);
            }
            all.add(new Equal(read.group(1), read.group(2)));
        }
        return new TwinCondition(all);
    }

    boolean matches(JsonObject twin) {
        return all.stream().allMatch(one -> one.holds(twin));
    }
}
