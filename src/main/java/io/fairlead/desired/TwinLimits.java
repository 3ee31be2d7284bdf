package io.fairlead.desired;

import static io.fairlead.desired.Problems.entry;
import static io.fairlead.desired.Problems.in;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The limits of IoT Hub for one side of a twin
 * (<a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-module-twins#module-twin-size">twin size and
 * format</a>).
 */
public final class TwinLimits {

    /** The most bytes of all desired properties, as {@link #bytes} counts them. */
    public static final int MOST_BYTES = 32 * 1024;

    /** The most bytes of one string. */
    static final int MOST_VALUE_BYTES = 4 * 1024;

    /** The most bytes of one key. */
    static final int MOST_KEY_BYTES = 1024;

    /** The most levels of objects below the desired properties. */
    static final int MOST_DEPTH = 10;

    private static final int NUMBER_BYTES = 8;
    private static final int BOOLEAN_BYTES = 4;

    private static final JsonElement LEFT_OUT = new JsonPrimitive("…");

    private TwinLimits() {}

    /** Whether the hub writes this root key itself. Such a key is neither counted nor read. */
    static boolean isOfTheHub(String rootKey) {
        return rootKey.equals("$version") || rootKey.equals("$metadata");
    }

    /**
     * The size as IoT Hub counts it: keys and strings in UTF-8, 8 bytes for a number, 4 for a boolean, without the hub's own
     * keys.
     */
    public static long bytes(JsonObject desired) {
        long bytes = 0;
        Deque<JsonElement> left = new ArrayDeque<>();
        for (Map.Entry<String, JsonElement> entry : desired.entrySet()) {
            if (!isOfTheHub(entry.getKey())) {
                bytes += utf8(entry.getKey());
                left.add(entry.getValue());
            }
        }
        while (!left.isEmpty()) {
            JsonElement next = left.remove();
            if (next.isJsonObject()) {
                for (Map.Entry<String, JsonElement> entry :
                        next.getAsJsonObject().entrySet()) {
                    bytes += utf8(entry.getKey());
                    left.add(entry.getValue());
                }
            } else if (next.isJsonArray()) {
                next.getAsJsonArray().forEach(left::add);
            } else if (next.isJsonPrimitive()) {
                bytes += bytes(next.getAsJsonPrimitive());
            }
        }
        return bytes;
    }

    /** Reports every key, string and object under {@code path} that exceeds its limit. */
    static void check(String path, int depth, JsonElement value, Problems problems) {
        if (value.isJsonPrimitive()) {
            if (value.getAsJsonPrimitive().isString() && utf8(value.getAsString()) > MOST_VALUE_BYTES) {
                problems.add(
                        path,
                        Code.TooLarge,
                        "The value has " + utf8(value.getAsString()) + " bytes; IoT Hub takes " + MOST_VALUE_BYTES
                                + ". Shorten it.");
            }
            return;
        }
        if (value.isJsonNull()) {
            return;
        }
        if (depth > MOST_DEPTH) {
            problems.add(
                    path,
                    Code.TooLarge,
                    "It lies deeper than the " + MOST_DEPTH + " levels IoT Hub takes. Flatten it.");
            return;
        }
        if (value.isJsonArray()) {
            for (int i = 0; i < value.getAsJsonArray().size(); i++) {
                check(entry(path, i), depth + 1, value.getAsJsonArray().get(i), problems);
            }
            return;
        }
        value.getAsJsonObject().asMap().forEach((key, child) -> {
            if (utf8(key) > MOST_KEY_BYTES) {
                problems.add(
                        in(path, key),
                        Code.TooLarge,
                        "The key has " + utf8(key) + " bytes; IoT Hub takes " + MOST_KEY_BYTES + ". Shorten it.");
            }
            check(in(path, key), depth + 1, child, problems);
        });
    }

    /**
     * A copy of a value at depth {@code depth}, without the levels that IoT Hub does not allow, so that readers may recurse.
     * A text replaces each object or array that is removed, so that it does not count as absent.
     */
    static JsonElement cut(int depth, JsonElement value) {
        if (value.isJsonObject() && depth <= MOST_DEPTH) {
            JsonObject copy = new JsonObject();
            value.getAsJsonObject().asMap().forEach((key, child) -> copy.add(key, cut(depth + 1, child)));
            return copy;
        }
        if (value.isJsonArray() && depth <= MOST_DEPTH) {
            JsonArray copy = new JsonArray();
            value.getAsJsonArray().forEach(child -> copy.add(cut(depth + 1, child)));
            return copy;
        }
        return value.isJsonObject() || value.isJsonArray() ? LEFT_OUT : value;
    }

    private static long bytes(JsonPrimitive value) {
        if (value.isString()) {
            return utf8(value.getAsString());
        }
        return value.isNumber() ? NUMBER_BYTES : BOOLEAN_BYTES;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
