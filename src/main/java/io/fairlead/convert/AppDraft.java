package io.fairlead.convert;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An app of the result as it grows, with the place in the source that each of its keys comes from. */
final class AppDraft {

    /** What a tier that lost its ports cannot have either. */
    private static final List<String> OF_THE_SERVICE = List.of("expose", "ports", "address", "share", "trafficPolicy");

    private final Origin origin;
    private final JsonObject keys = new JsonObject();
    private final Map<List<String>, Origin> origins = new LinkedHashMap<>();

    AppDraft(Origin origin) {
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    JsonObject json() {
        return keys.deepCopy();
    }

    void put(Origin from, String value, String... path) {
        put(from, new JsonPrimitive(value), path);
    }

    void put(Origin from, JsonElement value, String... path) {
        JsonObject at = keys;
        for (String key : List.of(path).subList(0, path.length - 1)) {
            if (!at.has(key)) {
                at.add(key, new JsonObject());
            }
            at = at.getAsJsonObject(key);
        }
        at.add(path[path.length - 1], value);
        origins.put(List.of(path), from);
    }

    /**
     * Takes out what a problem is about: the key at or above {@code path}, or the keys below it.
     *
     * @param path the path of a problem, from the app on
     * @return where they came from, none where no key of the source stands there
     */
    List<Origin> remove(String path) {
        List<List<String>> found = new ArrayList<>();
        origins.keySet().stream()
                .filter(key -> isUnder(path, told(key)))
                .max(Comparator.comparingInt(List::size))
                .ifPresentOrElse(
                        found::add,
                        () -> origins.keySet().stream()
                                .filter(key -> isUnder(told(key), path))
                                .forEach(found::add));
        List<Origin> from = found.stream()
                .flatMap(key -> Optional.ofNullable(origins.get(key)).stream())
                .toList();
        found.forEach(this::remove);
        return from;
    }

    private void remove(List<String> path) {
        if (path.equals(List.of("ports"))) {
            OF_THE_SERVICE.forEach(key -> cut(List.of(key)));
        } else {
            cut(path);
        }
    }

    private static String told(List<String> path) {
        return String.join(".", path);
    }

    private void cut(List<String> path) {
        origins.remove(path);
        cut(keys, path);
    }

    private static void cut(JsonObject at, List<String> path) {
        String key = path.get(0);
        if (path.size() == 1) {
            at.remove(key);
        } else if (at.has(key)) {
            JsonObject child = at.getAsJsonObject(key);
            cut(child, path.subList(1, path.size()));
            if (child.isEmpty()) {
                at.remove(key);
            }
        }
    }

    private static boolean isUnder(String path, String key) {
        return path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
    }
}
