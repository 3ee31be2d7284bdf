package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths into JSON trees, read and made. */
public final class Json {
    private Json() {}

    /** Parses an object. */
    public static JsonObject object(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /** The value at a path of field names. */
    public static Optional<JsonElement> at(JsonObject root, String... path) {
        JsonElement value = root;
        for (String name : path) {
            if (!value.isJsonObject() || !value.getAsJsonObject().has(name)) {
                return Optional.empty();
            }
            value = value.getAsJsonObject().get(name);
        }
        return value.isJsonNull() ? Optional.empty() : Optional.of(value);
    }

    /** The text at a path; empty where there is none. */
    public static String text(JsonObject root, String... path) {
        return at(root, path)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .orElse("");
    }

    /** The number at a path. */
    public static int number(JsonObject root, int fallback, String... path) {
        return at(root, path).map(JsonElement::getAsInt).orElse(fallback);
    }

    /** The truth value at a path. */
    public static boolean flag(JsonObject root, boolean fallback, String... path) {
        return at(root, path).map(JsonElement::getAsBoolean).orElse(fallback);
    }

    /** The list at a path; a list of nothing where there is none. */
    public static JsonArray list(JsonObject root, String... path) {
        return at(root, path)
                .filter(JsonElement::isJsonArray)
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new);
    }

    /** The objects in the list at a path. */
    public static List<JsonObject> objects(JsonObject root, String... path) {
        List<JsonObject> objects = new ArrayList<>();
        list(root, path).forEach(item -> objects.add(item.getAsJsonObject()));
        return objects;
    }

    /** The texts in the list at a path. */
    public static List<String> texts(JsonObject root, String... path) {
        List<String> texts = new ArrayList<>();
        list(root, path).forEach(item -> texts.add(item.getAsString()));
        return texts;
    }

    /** The map of texts at a path. */
    public static Map<String, String> map(JsonObject root, String... path) {
        Map<String, String> map = new LinkedHashMap<>();
        at(root, path)
                .ifPresent(value -> value.getAsJsonObject()
                        .entrySet()
                        .forEach(entry ->
                                map.put(entry.getKey(), entry.getValue().getAsString())));
        return map;
    }

    /** The object at a path, made where it is absent. */
    public static JsonObject child(JsonObject root, String... path) {
        JsonObject value = root;
        for (String name : path) {
            if (!value.has(name) || !value.get(name).isJsonObject()) {
                value.add(name, new JsonObject());
            }
            value = value.getAsJsonObject(name);
        }
        return value;
    }

    /** Sets a field that is absent. */
    static void orElse(JsonObject object, String name, String value) {
        if (!object.has(name)) {
            object.addProperty(name, value);
        }
    }

    static void orElse(JsonObject object, String name, int value) {
        if (!object.has(name)) {
            object.addProperty(name, value);
        }
    }

    /** An object of texts. */
    public static JsonObject ofTexts(Map<String, String> map) {
        JsonObject object = new JsonObject();
        map.forEach(object::addProperty);
        return object;
    }

    /** A list of texts. */
    public static JsonArray ofList(List<String> texts) {
        JsonArray list = new JsonArray();
        texts.forEach(list::add);
        return list;
    }

    /** A list of objects. */
    public static JsonArray ofObjects(List<JsonObject> objects) {
        JsonArray list = new JsonArray();
        objects.forEach(list::add);
        return list;
    }
}
