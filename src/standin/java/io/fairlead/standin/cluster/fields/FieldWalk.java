package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Map;

/** Walks over one object: which fields it has, and the object without some of them. */
record FieldWalk(FieldTypes types) {

    /**
     * The fields that an object sets, as an applier of it would own them.
     *
     * @throws IllegalArgumentException where a keyed list holds a key twice or lacks one
     */
    FieldSet fieldsOf(JsonObject object) {
        FieldSet set = FieldSet.empty();
        collect("", "", object, set);
        return set;
    }

    private void collect(String path, String field, JsonElement value, FieldSet into) {
        if (value.isJsonObject() && !types.isAtomicMap(field)) {
            collectMap(path, value.getAsJsonObject(), into);
        } else if (value.isJsonArray() && !types.isAtomicList(field)) {
            for (JsonElement item : value.getAsJsonArray()) {
                String element = types.element(field, item);
                String printed = FieldSet.printed(element);
                if (into.has(element)) {
                    throw new IllegalArgumentException(path + ": duplicate entries for key " + printed);
                }
                FieldSet below = into.at(element);
                below.include();
                collect(path + printed, field, item, below);
            }
        } else {
            into.include();
        }
    }

    private void collectMap(String path, JsonObject map, FieldSet into) {
        for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
            FieldSet below = into.at("f:" + entry.getKey());
            if (isEmptyMap(entry.getValue())) {
                below.include();
            }
            collect(path + "." + entry.getKey(), entry.getKey(), entry.getValue(), below);
        }
    }

    private static boolean isEmptyMap(JsonElement value) {
        return value.isJsonObject() && value.getAsJsonObject().isEmpty();
    }

    /** A copy of an object without the fields of a set; maps and lists left empty by it go too. */
    JsonObject without(JsonObject object, FieldSet removed) {
        JsonElement rest = remove("", object, removed);
        return rest.isJsonObject() ? rest.getAsJsonObject() : new JsonObject();
    }

    private JsonElement remove(String field, JsonElement value, FieldSet removed) {
        if (!removed.hasChildren()) {
            return value.deepCopy();
        }
        if (value.isJsonObject() && !types.isAtomicMap(field)) {
            return removeFromMap(value.getAsJsonObject(), removed);
        }
        if (value.isJsonArray() && !types.isAtomicList(field)) {
            return removeFromList(field, value.getAsJsonArray(), removed);
        }
        return value.deepCopy();
    }

    private JsonElement removeFromMap(JsonObject map, FieldSet removed) {
        JsonObject rest = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : map.entrySet()) {
            String element = "f:" + entry.getKey();
            if (!removed.has(element)) {
                JsonElement kept = remove(entry.getKey(), entry.getValue(), removed.below(element));
                if (!kept.isJsonNull()) {
                    rest.add(entry.getKey(), kept);
                }
            }
        }
        return rest.isEmpty() ? JsonNull.INSTANCE : rest;
    }

    private JsonElement removeFromList(String field, JsonArray list, FieldSet removed) {
        JsonArray rest = new JsonArray();
        for (JsonElement item : list) {
            String element = types.element(field, item);
            if (!removed.has(element)) {
                rest.add(remove(field, item, removed.below(element)));
            }
        }
        return rest.isEmpty() ? JsonNull.INSTANCE : rest;
    }
}
