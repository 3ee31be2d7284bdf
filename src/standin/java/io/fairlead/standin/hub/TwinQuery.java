package io.fairlead.standin.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries over module twins: {@code SELECT * FROM devices.modules}, with conditions that a property is a text. Another query is
 * refused, as is one that IoT Hub does not understand.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-query-language">Query language</a>
 */
final class TwinQuery {
    private static final Pattern QUERY = Pattern.compile(
            "(?i)\\s*SELECT\\s+\\*\\s+FROM\\s+devices\\.modules(\\s+WHERE\\s+(.+))?\\s*", Pattern.DOTALL);
    private static final Pattern CONDITION = Pattern.compile("([\\w.]+)\\s*=\\s*'([^']*)'");
    private static final int MOST_ROWS = 100;

    private final HubParts parts;
    private List<JsonObject> seen = List.of();
    private Instant seenAt = Instant.EPOCH;

    /**
     * A page of rows.
     *
     * @param rows the rows
     * @param next what asks for the page after it, where there is one
     */
    record Page(JsonArray rows, Optional<String> next) {}

    TwinQuery(HubParts parts) {
        this.parts = parts;
    }

    Page page(String query, Optional<String> most, Optional<String> continuation) {
        Matcher read = QUERY.matcher(query);
        if (!read.matches()) {
            throw HubRefusal.invalid("The query is not understood: " + query);
        }
        String[] conditions =
                read.group(2) == null ? new String[0] : read.group(2).strip().split("(?i)\\s+AND\\s+", -1);
        List<JsonObject> matching = new ArrayList<>();
        for (JsonObject twin : rows()) {
            boolean matches = true;
            for (String condition : conditions) {
                matches &= matches(twin, condition);
            }
            if (matches) {
                matching.add(twin);
            }
        }
        int from = continuation.map(TwinQuery::offset).orElse(0);
        int size = most.filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .map(wanted -> Math.max(1, Math.min(MOST_ROWS, wanted)))
                .orElse(MOST_ROWS);
        int to = Math.min(matching.size(), from + size);
        JsonArray page = new JsonArray();
        matching.subList(Math.min(from, to), to).forEach(page::add);
        Optional<String> next = to < matching.size() ? Optional.of(token(to)) : Optional.empty();
        return new Page(page, next);
    }

    /** The twins as the query index has them: of the time it was last brought up to date. */
    private synchronized List<JsonObject> rows() {
        Instant now = Instant.now();
        if (!seenAt.plus(parts.faults().service().queryLag()).isAfter(now)) {
            seen = parts.cloud()
                    .all(twin -> twin.forService(parts.live().find(twin.id).isPresent()));
            seenAt = now;
        }
        return seen;
    }

    private static boolean matches(JsonObject twin, String condition) {
        Matcher read = CONDITION.matcher(condition.strip());
        if (!read.matches()) {
            throw HubRefusal.invalid("The condition is not understood: " + condition);
        }
        JsonElement at = twin;
        for (String key : read.group(1).split("\\.", -1)) {
            at = at != null && at.isJsonObject() ? at.getAsJsonObject().get(key) : null;
        }
        return at != null && at.isJsonPrimitive() && at.getAsString().equals(read.group(2));
    }

    private static String token(int offset) {
        return Base64.getEncoder().encodeToString(("next:" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String token) {
        try {
            String text = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(text.replaceFirst("next:", ""));
        } catch (IllegalArgumentException broken) {
            throw HubRefusal.invalid("The continuation is none of this hub's");
        }
    }
}
