package io.fairlead.standin.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The patch formats that are not server-side apply. */
final class Patches {
    private static final Pattern SLASH = Pattern.compile("/");

    private Patches() {}

    /**
     * JSON merge patch: maps are merged, null removes, everything else replaces.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7386">RFC 7386</a>
     */
    static JsonObject merge(JsonObject target, JsonObject patch) {
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            JsonElement value = entry.getValue();
            if (value.isJsonNull()) {
                target.remove(entry.getKey());
            } else if (value.isJsonObject()) {
                target.add(entry.getKey(), merge(objectIn(target, entry.getKey()), value.getAsJsonObject()));
            } else {
                target.add(entry.getKey(), value);
            }
        }
        return target;
    }

    private static JsonObject objectIn(JsonObject target, String name) {
        JsonElement value = target.get(name);
        return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
    }

    /** Strategic merge patch as far as lists of objects with a name go; other lists are replaced. */
    static JsonObject strategic(JsonObject target, JsonObject patch) {
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            JsonElement value = entry.getValue();
            JsonElement old = target.get(entry.getKey());
            if (value.isJsonNull()) {
                target.remove(entry.getKey());
            } else if (value.isJsonObject()) {
                target.add(entry.getKey(), strategic(objectIn(target, entry.getKey()), value.getAsJsonObject()));
            } else if (value.isJsonArray() && old != null && old.isJsonArray()) {
                target.add(entry.getKey(), byName(old.getAsJsonArray(), value.getAsJsonArray()));
            } else if (!entry.getKey().startsWith("$")) {
                target.add(entry.getKey(), value);
            }
        }
        return target;
    }

    private static JsonArray byName(JsonArray old, JsonArray patch) {
        JsonArray result = old.deepCopy();
        for (JsonElement item : patch) {
            if (!item.isJsonObject()
                    || Json.text(item.getAsJsonObject(), "name").isEmpty()) {
                return patch;
            }
            String name = Json.text(item.getAsJsonObject(), "name");
            int index = -1;
            for (int i = 0; i < result.size(); i++) {
                index = Json.text(result.get(i).getAsJsonObject(), "name").equals(name) ? i : index;
            }
            if (index < 0) {
                result.add(item);
            } else if (Json.text(item.getAsJsonObject(), "$patch").equals("delete")) {
                result.remove(index);
            } else {
                strategic(result.get(index).getAsJsonObject(), item.getAsJsonObject());
            }
        }
        return result;
    }

    /**
     * JSON patch with add, replace, remove and test.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
     */
    static JsonObject steps(JsonObject target, JsonArray steps) {
        for (JsonElement step : steps) {
            step(target, step.getAsJsonObject());
        }
        return target;
    }

    private static void step(JsonObject target, JsonObject step) {
        List<String> path = SLASH.splitAsStream(Json.text(step, "path"))
                .skip(1)
                .map(part -> part.replace("~1", "/").replace("~0", "~"))
                .toList();
        if (path.isEmpty()) {
            throw ApiFailure.badRequest("a JSON patch of the whole object is not supported");
        }
        JsonElement parent = target;
        for (String part : path.subList(0, path.size() - 1)) {
            parent = below(parent, part);
        }
        String last = path.getLast();
        JsonElement value = step.get("value");
        switch (Json.text(step, "op")) {
            case "add" -> put(parent, last, value, true);
            case "replace" -> put(parent, last, value, false);
            case "remove" -> remove(parent, last);
            case "test" -> {
                if (!below(parent, last).equals(value)) {
                    throw ApiFailure.badRequest("testing path " + Json.text(step, "path") + " failed");
                }
            }
            default -> throw ApiFailure.badRequest("unsupported JSON patch operation: " + step);
        }
    }

    private static JsonElement below(JsonElement parent, String part) {
        JsonElement value = parent.isJsonArray()
                ? parent.getAsJsonArray().get(Integer.parseInt(part))
                : parent.getAsJsonObject().get(part);
        if (value == null) {
            throw ApiFailure.badRequest("the JSON patch names a path that does not exist: " + part);
        }
        return value;
    }

    private static void put(JsonElement parent, String name, JsonElement value, boolean insert) {
        if (parent.isJsonObject()) {
            parent.getAsJsonObject().add(name, value);
            return;
        }
        JsonArray list = parent.getAsJsonArray();
        if (insert) {
            int index = name.equals("-") ? list.size() : Integer.parseInt(name);
            list.asList().add(index, value);
        } else {
            list.set(Integer.parseInt(name), value);
        }
    }

    private static void remove(JsonElement parent, String name) {
        below(parent, name);
        if (parent.isJsonArray()) {
            parent.getAsJsonArray().remove(Integer.parseInt(name));
        } else {
            parent.getAsJsonObject().remove(name);
        }
    }
}
