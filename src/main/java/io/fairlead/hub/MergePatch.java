package io.fairlead.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * JSON merge patch, as twins use it: {@code null} deletes, objects merge, other values replace.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
final class MergePatch {
    private MergePatch() {}

    /** The result of applying {@code patch} to {@code target}. Neither is changed. */
    static JsonObject apply(JsonObject target, JsonObject patch) {
        JsonObject merged = target.deepCopy();
        merge(merged, patch);
        return merged;
    }

    private static void merge(JsonObject target, JsonObject patch) {
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            if (entry.getValue().isJsonNull()) {
                target.remove(entry.getKey());
            } else if (entry.getValue() instanceof JsonObject inner) {
                JsonObject below = target.get(entry.getKey()) instanceof JsonObject there ? there : new JsonObject();
                target.add(entry.getKey(), below);
                merge(below, inner);
            } else {
                target.add(entry.getKey(), entry.getValue().deepCopy());
            }
        }
    }
}
