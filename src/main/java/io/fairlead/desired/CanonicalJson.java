package io.fairlead.desired;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.TreeMap;

/** JSON in one canonical form: sorted keys, no spaces, whole numbers without a fraction. */
public final class CanonicalJson {

    private CanonicalJson() {}

    /** The text of {@code value}. Equal documents have equal texts, whatever the order of their keys. */
    public static String of(JsonElement value) {
        return sorted(value).toString();
    }

    private static JsonElement sorted(JsonElement value) {
        if (value.isJsonObject()) {
            JsonObject result = new JsonObject();
            new TreeMap<>(value.getAsJsonObject().asMap()).forEach((key, child) -> result.add(key, sorted(child)));
            return result;
        }
        if (value.isJsonArray()) {
            JsonArray result = new JsonArray();
            value.getAsJsonArray().forEach(child -> result.add(sorted(child)));
            return result;
        }
        boolean isNumber = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
        return isNumber ? number(value.getAsJsonPrimitive()) : value;
    }

    private static JsonElement number(JsonPrimitive value) {
        return Numbers.exact(value).isEmpty() ? value : new JsonPrimitive(new BigDecimal(Numbers.canonical(value)));
    }
}
