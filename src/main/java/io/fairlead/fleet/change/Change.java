package io.fairlead.fleet.change;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.fairlead.desired.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change of one property.
 *
 * @param path its path, with dots
 * @param before its old value as JSON; empty if it is added
 * @param after its new value as JSON; empty if it is removed
 */
public record Change(String path, Optional<String> before, Optional<String> after) {

    /** The differences between two documents, sorted by path. An added or removed object is listed property by property. */
    public static List<Change> between(JsonObject before, JsonObject after) {
        List<Change> changes = new ArrayList<>();
        collect("", before, after, changes);
        return List.copyOf(changes);
    }

    /**
     * The merge patch from {@code before} to {@code after}: every difference, with {@code null} for a removed key.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">JSON Merge Patch</a>
     */
    public static JsonObject patch(JsonObject before, JsonObject after) {
        JsonObject patch = new JsonObject();
        for (String key : keys(before, after)) {
            JsonElement old = before.get(key);
            JsonElement now = after.get(key);
            if (now == null) {
                patch.add(key, JsonNull.INSTANCE);
            } else if (old != null && old.isJsonObject() && now.isJsonObject()) {
                JsonObject inner = patch(old.getAsJsonObject(), now.getAsJsonObject());
                if (!inner.isEmpty()) {
                    patch.add(key, inner);
                }
            } else if (!isSame(Optional.ofNullable(old), Optional.of(now))) {
                patch.add(key, now.deepCopy());
            }
        }
        return patch;
    }

    private static void collect(String path, JsonObject before, JsonObject after, List<Change> changes) {
        for (String key : keys(before, after)) {
            String here = path.isEmpty() ? key : path + "." + key;
            Optional<JsonElement> old = Optional.ofNullable(before.get(key));
            Optional<JsonElement> now = Optional.ofNullable(after.get(key));
            if (isFilled(old) || isFilled(now)) {
                collect(here, objectOr(old), objectOr(now), changes);
                scalar(here, old.filter(value -> !value.isJsonObject()), now.filter(value -> !value.isJsonObject()))
                        .ifPresent(changes::add);
            } else {
                scalar(here, old, now).ifPresent(changes::add);
            }
        }
    }

    private static Optional<Change> scalar(String path, Optional<JsonElement> old, Optional<JsonElement> now) {
        return isSame(old, now)
                ? Optional.empty()
                : Optional.of(new Change(path, old.map(CanonicalJson::of), now.map(CanonicalJson::of)));
    }

    private static boolean isSame(Optional<JsonElement> old, Optional<JsonElement> now) {
        return old.map(CanonicalJson::of).equals(now.map(CanonicalJson::of));
    }

    private static boolean isFilled(Optional<JsonElement> value) {
        return value.filter(JsonElement::isJsonObject)
                .filter(object -> !object.getAsJsonObject().isEmpty())
                .isPresent();
    }

    private static JsonObject objectOr(Optional<JsonElement> value) {
        return value.filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .orElseGet(JsonObject::new);
    }

    private static Set<String> keys(JsonObject before, JsonObject after) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys;
    }

    @Override
    public String toString() {
        return path + ": " + before.map(Change::shown).orElse("(none)") + " → "
                + after.map(Change::shown).orElse("(removed)");
    }

    private static String shown(String json) {
        return json.length() <= 120 ? json : json.substring(0, 119) + "…";
    }
}
