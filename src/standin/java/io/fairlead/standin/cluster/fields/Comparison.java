package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two states of one object.
 *
 * @param added fields that only the new state has
 * @param modified fields with another value
 * @param removed fields that only the old state has
 */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

    static Comparison of(FieldTypes types, JsonObject before, JsonObject after) {
        Walk walk = new Walk(types);
        Comparison result = new Comparison(FieldSet.empty(), FieldSet.empty(), FieldSet.empty());
        walk.compare("", before, after, result);
        return result;
    }

    /** The same of the fields that are tracked. */
    Comparison filtered(Tracked tracked) {
        return new Comparison(tracked.of(added), tracked.of(modified), tracked.of(removed));
    }

    private Comparison below(String element) {
        return new Comparison(added.at(element), modified.at(element), removed.at(element));
    }

    private record Walk(FieldTypes types) {

        void compare(String field, @Nullable JsonElement before, @Nullable JsonElement after, Comparison into) {
            JsonElement shape = after == null ? before : after;
            if (shape == null) {
                return;
            }
            boolean sameShape = before == null || after == null || before.getClass() == after.getClass();
            if (sameShape && isGranularMap(field, shape) && !(isEmpty(before) && isEmpty(after))) {
                compareMaps(asMap(before), asMap(after), into);
            } else if (sameShape && shape.isJsonArray() && !types.isAtomicList(field)) {
                compareLists(field, asList(before), asList(after), into);
            } else if (before != null && after != null && !before.equals(after)) {
                into.modified.include();
            }
            if (before == null) {
                into.added.include();
            } else if (after == null) {
                into.removed.include();
            }
        }

        private boolean isGranularMap(String field, JsonElement value) {
            return value.isJsonObject() && !types.isAtomicMap(field);
        }

        private void compareMaps(JsonObject before, JsonObject after, Comparison into) {
            Set<String> names = new LinkedHashSet<>(before.keySet());
            names.addAll(after.keySet());
            names.forEach(name -> compare(name, before.get(name), after.get(name), into.below("f:" + name)));
        }

        private void compareLists(String field, JsonArray before, JsonArray after, Comparison into) {
            Map<String, JsonElement> old = byElement(field, before);
            Map<String, JsonElement> now = byElement(field, after);
            Set<String> elements = new LinkedHashSet<>(old.keySet());
            elements.addAll(now.keySet());
            elements.forEach(element -> compare(field, old.get(element), now.get(element), into.below(element)));
        }

        private Map<String, JsonElement> byElement(String field, JsonArray list) {
            Map<String, JsonElement> items = new LinkedHashMap<>();
            list.forEach(item -> items.putIfAbsent(types.element(field, item), item));
            return items;
        }

        private static boolean isEmpty(@Nullable JsonElement value) {
            return value == null
                    || (value.isJsonObject() && value.getAsJsonObject().isEmpty());
        }

        private static JsonObject asMap(@Nullable JsonElement value) {
            return value == null ? new JsonObject() : value.getAsJsonObject();
        }

        private static JsonArray asList(@Nullable JsonElement value) {
            return value == null ? new JsonArray() : value.getAsJsonArray();
        }
    }
}
