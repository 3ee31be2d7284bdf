package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An applied configuration over a live object: granular maps are merged, items of keyed lists are matched by their keys
 * and take the configuration's order, everything else is replaced.
 */
record Merge(FieldTypes types) {

    JsonObject merge(JsonObject live, JsonObject config) {
        return maps(live, config);
    }

    private JsonElement merged(String field, JsonElement live, JsonElement config) {
        if (live.isJsonObject() && config.isJsonObject() && !types.isAtomicMap(field)) {
            return maps(live.getAsJsonObject(), config.getAsJsonObject());
        }
        if (live.isJsonArray() && config.isJsonArray() && !types.isAtomicList(field)) {
            return lists(field, live.getAsJsonArray(), config.getAsJsonArray());
        }
        return config.deepCopy();
    }

    private JsonObject maps(JsonObject live, JsonObject config) {
        JsonObject result = live.deepCopy();
        for (Map.Entry<String, JsonElement> entry : config.entrySet()) {
            JsonElement before = live.get(entry.getKey());
            result.add(
                    entry.getKey(),
                    before == null ? entry.getValue().deepCopy() : merged(entry.getKey(), before, entry.getValue()));
        }
        return result;
    }

    private JsonArray lists(String field, JsonArray live, JsonArray config) {
        Map<String, JsonElement> before = byElement(field, live);
        Map<String, JsonElement> wanted = byElement(field, config);
        JsonArray result = new JsonArray();
        for (String element : order(before.keySet(), wanted.keySet())) {
            JsonElement old = before.get(element);
            JsonElement now = wanted.get(element);
            if (old != null && now != null) {
                result.add(merged(field, old, now));
            } else if (old != null) {
                result.add(old.deepCopy());
            } else if (now != null) {
                result.add(now.deepCopy());
            }
        }
        return result;
    }

    /**
     * The order of a merged list, by the original's walk along both: shared items come in the configuration's order, an
     * item that only the live list has keeps its place before the shared one that follows it.
     */
    private static List<String> order(Set<String> before, Set<String> wanted) {
        Deque<String> old = new ArrayDeque<>(before);
        Deque<String> now = new ArrayDeque<>(wanted);
        Deque<String> shared = new ArrayDeque<>(wanted);
        shared.retainAll(before);
        List<String> order = new ArrayList<>();
        while (!old.isEmpty() || !now.isEmpty()) {
            String left = old.peek();
            boolean both = left != null && wanted.contains(left);
            if (left != null && !both) {
                order.add(old.remove());
            } else if (both
                    && !now.isEmpty()
                    && !shared.isEmpty()
                    && !shared.peek().equals(left)) {
                old.remove();
            } else {
                if (both && (!now.contains(left) || left.equals(now.peek()))) {
                    old.remove();
                }
                if (!now.isEmpty()) {
                    shared.remove(now.peek());
                    order.add(now.remove());
                }
            }
        }
        return order;
    }

    private Map<String, JsonElement> byElement(String field, JsonArray list) {
        Map<String, JsonElement> items = new LinkedHashMap<>();
        list.forEach(item -> items.putIfAbsent(types.element(field, item), item));
        return items;
    }
}
