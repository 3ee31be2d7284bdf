package io.fairlead.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A merge patch that changes the reported properties in the hub to the desired ones: changed keys with their value,
 * removed keys as {@code null}, objects key by key, arrays as a whole. A {@code null} in the desired properties counts
 * as a missing key.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#device-operations">Partially
 *      update reported properties</a>
 */
public final class ReportedPatch {
    /** Quotes, colon, comma and braces around one entry. */
    private static final int FRAME_BYTES = 8;

    private ReportedPatch() {}

    /** The whole difference; empty if there is none. */
    public static Optional<JsonObject> between(JsonObject held, JsonObject wanted) {
        JsonObject patch = difference(held, wanted);
        return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
    }

    /**
     * The next patch from {@code held} to {@code wanted} of at most {@code limit} bytes of JSON text. It is the whole
     * difference if that fits. Otherwise it has the entries that shrink the report most, so that no intermediate state
     * is larger than both ends. A single value above the limit is sent alone and unchanged.
     */
    public static Optional<JsonObject> next(JsonObject held, JsonObject wanted, int limit) {
        JsonObject patch = difference(held, wanted);
        if (patch.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(bytes(patch) <= limit ? patch : firstPart(patch, held, wanted, limit));
    }

    private static JsonObject firstPart(JsonObject patch, JsonObject held, JsonObject wanted, int limit) {
        List<Map.Entry<String, JsonElement>> smallestGrowthFirst = patch.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> growth(entry.getKey(), held, wanted)))
                .toList();
        JsonObject part = new JsonObject();
        int size = 2;
        for (Map.Entry<String, JsonElement> entry : smallestGrowthFirst) {
            size += bytes(entry.getKey()) + bytes(entry.getValue()) + FRAME_BYTES;
            if (size > limit) {
                break;
            }
            part.add(entry.getKey(), entry.getValue());
        }
        return part.isEmpty() ? partOf(smallestGrowthFirst.getFirst().getKey(), patch, held, wanted, limit) : part;
    }

    /** A part of an entry that is too large by itself. */
    private static JsonObject partOf(String key, JsonObject patch, JsonObject held, JsonObject wanted, int limit) {
        JsonObject part = new JsonObject();
        if (held.get(key) instanceof JsonObject before && wanted.get(key) instanceof JsonObject after) {
            part.add(key, next(before, after, limit - bytes(key) - FRAME_BYTES).orElseThrow());
        } else if (wanted.get(key) instanceof JsonObject after) {
            part.add(
                    key,
                    next(new JsonObject(), after, limit - bytes(key) - FRAME_BYTES)
                            .orElseThrow());
        } else {
            part.add(key, patch.get(key));
        }
        return part;
    }

    private static JsonObject difference(JsonObject held, JsonObject wanted) {
        JsonObject patch = new JsonObject();
        for (String key : held.keySet()) {
            if (absent(wanted, key)) {
                patch.add(key, JsonNull.INSTANCE);
            }
        }
        for (Map.Entry<String, JsonElement> entry : wanted.entrySet()) {
            if (entry.getValue().isJsonNull()) {
                continue;
            }
            JsonElement before = held.get(entry.getKey());
            if (entry.getValue() instanceof JsonObject after) {
                addObject(patch, entry.getKey(), before, after);
            } else if (!entry.getValue().equals(before)) {
                patch.add(entry.getKey(), entry.getValue().deepCopy());
            }
        }
        return patch;
    }

    private static void addObject(JsonObject patch, String key, @Nullable JsonElement before, JsonObject after) {
        if (before instanceof JsonObject object) {
            JsonObject inner = difference(object, after);
            if (!inner.isEmpty()) {
                patch.add(key, inner);
            }
        } else {
            patch.add(key, difference(new JsonObject(), after));
        }
    }

    private static boolean absent(JsonObject wanted, String key) {
        JsonElement value = wanted.get(key);
        return value == null || value.isJsonNull();
    }

    private static int growth(String key, JsonObject held, JsonObject wanted) {
        return size(wanted.get(key)) - size(held.get(key));
    }

    private static int size(@Nullable JsonElement value) {
        return value == null || value.isJsonNull() ? 0 : bytes(value);
    }

    private static int bytes(Object json) {
        return json.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
