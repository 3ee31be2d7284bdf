package io.fairlead.fleet.site;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;

/** Reads JSON that others wrote. A value of another type counts as absent. */
public final class Json {

    private Json() {}

    /** The object under these keys, empty if there is none. */
    public static JsonObject object(JsonObject from, String... keys) {
        JsonObject at = from;
        for (String key : keys) {
            JsonElement next = at.get(key);
            at = next != null && next.isJsonObject() ? next.getAsJsonObject() : new JsonObject();
        }
        return at;
    }

    /** The string, number or boolean under a key, as text. */
    public static Optional<String> text(JsonObject from, String key) {
        return Optional.ofNullable(from.get(key))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString);
    }

    /** The whole number under a key; 0 if there is none. */
    public static long number(JsonObject from, String key) {
        return text(from, key)
                .filter(text -> text.matches("-?\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(0L);
    }
}
