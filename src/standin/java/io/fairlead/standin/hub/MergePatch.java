package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * Twin patches as IoT Hub applies them: objects merge, everything else is replaced whole, {@code null} deletes a key.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-module-twins#back-end-operations">Back-end
 *     operations</a>
 */
final class MergePatch {
    private MergePatch() {}

    /** A new object: {@code target} with {@code patch} applied. */
    static JsonObject apply(JsonObject target, JsonObject patch) {
        JsonObject merged = target.deepCopy();
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            String key = entry.getKey();
            JsonElement value = entry.getValue();
            if (value.isJsonNull()) {
                merged.remove(key);
            } else if (value.isJsonObject()) {
                merged.add(key, apply(objectAt(merged, key), value.getAsJsonObject()));
            } else {
                merged.add(key, value.deepCopy());
            }
        }
        return merged;
    }

    /**
     * The patch a module is sent when a back end replaces {@code before} by {@code after}: everything in the new document,
     * changed or not, and {@code null} for each key that is gone.
     *
     * @see <a href="https://github.com/Azure/azure-iot-sdk-csharp/issues/954">what a device receives after a PUT</a>
     */
    static JsonObject replacement(JsonObject before, JsonObject after) {
        JsonObject patch = deletions(before, after);
        for (Map.Entry<String, JsonElement> entry : after.entrySet()) {
            String key = entry.getKey();
            JsonElement value = entry.getValue();
            patch.add(
                    key,
                    value.isJsonObject()
                            ? replacement(objectAt(before, key), value.getAsJsonObject())
                            : value.deepCopy());
        }
        return patch;
    }

    /** The smallest patch that makes {@code after} of {@code before}. */
    static JsonObject difference(JsonObject before, JsonObject after) {
        JsonObject patch = deletions(before, after);
        for (Map.Entry<String, JsonElement> entry : after.entrySet()) {
            String key = entry.getKey();
            JsonElement value = entry.getValue();
            if (value.equals(before.get(key))) {
                continue;
            }
            boolean bothObjects =
                    value.isJsonObject() && before.has(key) && before.get(key).isJsonObject();
            patch.add(
                    key,
                    bothObjects ? difference(before.getAsJsonObject(key), value.getAsJsonObject()) : value.deepCopy());
        }
        return patch;
    }

    private static JsonObject deletions(JsonObject before, JsonObject after) {
        JsonObject patch = new JsonObject();
        before.keySet().stream().filter(key -> !after.has(key)).forEach(key -> patch.add(key, JsonNull.INSTANCE));
        return patch;
    }

    private static JsonObject objectAt(JsonObject parent, String key) {
        JsonElement value = parent.get(key);
        return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
    }
}
