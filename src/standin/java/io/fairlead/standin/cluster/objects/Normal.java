package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;

/**
 * What decoding into the built-in types does to a body: nulls and empty optional values vanish, quantities become
 * canonical. Custom resources are kept as they came.
 */
final class Normal {
    private static final Set<String> OMITTED_WHEN_EMPTY = Set.of(
            "labels",
            "annotations",
            "matchLabels",
            "nodeSelector",
            "data",
            "binaryData",
            "stringData",
            "limits",
            "requests");

    /** Maps whose keys are the user's: what is in them stays. */
    private static final Set<String> KEPT = Set.of(
            "fieldsV1", "labels", "annotations", "matchLabels", "nodeSelector", "data", "binaryData", "stringData");

    private Normal() {}

    static void normalise(ResourceKind kind, JsonObject object) {
        if (kind.custom()) {
            JsonObject metadata = Json.child(object, "metadata");
            metadata.entrySet().removeIf(entry -> isOmitted(entry.getKey(), entry.getValue()));
        } else {
            walk(object);
        }
    }

    private static void walk(JsonObject object) {
        for (Map.Entry<String, JsonElement> entry : new ArrayList<>(object.entrySet())) {
            JsonElement value = entry.getValue();
            if (value.isJsonObject()) {
                descend(entry.getKey(), value.getAsJsonObject());
            } else if (value.isJsonArray()) {
                value.getAsJsonArray().forEach(Normal::walkItem);
            } else if (entry.getKey().equals("sizeLimit")) {
                entry.setValue(canonical(value));
            }
        }
        object.entrySet().removeIf(entry -> isOmitted(entry.getKey(), entry.getValue()));
    }

    private static void descend(String field, JsonObject object) {
        if (field.equals("limits") || field.equals("requests")) {
            object.entrySet().forEach(entry -> entry.setValue(canonical(entry.getValue())));
        } else if (!KEPT.contains(field)) {
            walk(object);
        }
    }

    private static void walkItem(JsonElement item) {
        if (item.isJsonObject()) {
            walk(item.getAsJsonObject());
        }
    }

    private static boolean isOmitted(String field, JsonElement value) {
        if (value.isJsonNull() || (value instanceof JsonArray list && list.isEmpty())) {
            return true;
        }
        if (field.equals("value")
                && value.isJsonPrimitive()
                && value.getAsString().isEmpty()) {
            return true;
        }
        return OMITTED_WHEN_EMPTY.contains(field)
                && value.isJsonObject()
                && value.getAsJsonObject().isEmpty();
    }

    private static JsonElement canonical(JsonElement value) {
        return Quantity.parse(value.getAsString())
                .map(Quantity::canonical)
                .<JsonElement>map(JsonPrimitive::new)
                .orElseThrow(() -> new IllegalArgumentException("quantities must match the regular expression "
                        + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
    }
}
