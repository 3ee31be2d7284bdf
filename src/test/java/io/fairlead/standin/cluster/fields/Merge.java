package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** Items only the live list has keep their place before the shared item that followed them. */
    private JsonArray lists(String field, JsonArray live, JsonArray config) {
        Map<String, JsonElement> before = byElement(field, live);
        Map<String, JsonElement> wanted = byElement(field, config);
        if (wanted.size() < config.size()) {
            throw new IllegalArgumentException("." + field + ": duplicate entries for a key");
        }
        JsonArray result = new JsonArray();
        var rest = new LinkedHashMap<>(before);
        for (Map.Entry<String, JsonElement> item : wanted.entrySet()) {
            JsonElement old = before.get(item.getKey());
            if (old == null) {
                result.add(item.getValue().deepCopy());
                continue;
            }
            takeLiveOnly(rest, item.getKey(), wanted, result);
            result.add(merged(field, old, item.getValue()));
        }
        rest.forEach((element, item) -> {
            if (!wanted.containsKey(element)) {
                result.add(item.deepCopy());
            }
        });
        return result;
    }

    private static void takeLiveOnly(
            Map<String, JsonElement> rest, String upTo, Map<String, JsonElement> wanted, JsonArray result) {
        if (!rest.containsKey(upTo)) {
            return;
        }
        var items = rest.entrySet().iterator();
        while (items.hasNext()) {
            Map.Entry<String, JsonElement> item = items.next();
            items.remove();
            if (item.getKey().equals(upTo)) {
                return;
            }
            if (!wanted.containsKey(item.getKey())) {
                result.add(item.getValue().deepCopy());
            }
        }
    }

    private Map<String, JsonElement> byElement(String field, JsonArray list) {
        Map<String, JsonElement> items = new LinkedHashMap<>();
        list.forEach(item -> items.putIfAbsent(types.element(field, item), item));
        return items;
    }
}
