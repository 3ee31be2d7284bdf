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

/** An app of the result while it is built, with the origin in the source of each of its keys. */
final class AppDraft {

    private static final String PORTS = "ports";

    /** The keys of a tier that are not valid without ports. */
    private static final List<String> OF_THE_SERVICE = List.of("expose", PORTS, "address", "share", "trafficPolicy");

    private final Origin origin;
    private final JsonObject keys = new JsonObject();
    private final Map<List<String>, Origin> origins = new LinkedHashMap<>();
    private final List<PortEntry> ports = new ArrayList<>();

    /**
     * An entry of {@code ports}.
     *
     * @param text the entry
     * @param origin its origin in the source
     */
    private record PortEntry(String text, Origin origin) {}

    AppDraft(Origin origin) {
        this.origin = origin;
    }

    Origin origin() {
        return origin;
    }

    String image() {
        return keys.has("image") ? keys.get("image").getAsString() : "";
    }

    JsonObject json() {
        return keys.deepCopy();
    }

    /** Adds an entry to {@code ports}. */
    void addPort(Origin from, String entry) {
        ports.add(new PortEntry(entry, from));
        writePorts();
    }

    private void writePorts() {
        keys.addProperty(
                PORTS, String.join(", ", ports.stream().map(PortEntry::text).toList()));
        origins.put(List.of(PORTS), ports.get(0).origin());
    }

    int portCount() {
        return ports.size();
    }

    /** A copy without one of several entries of {@code ports}. */
    AppDraft withoutPort(int index) {
        AppDraft copy = new AppDraft(origin);
        keys.deepCopy().asMap().forEach(copy.keys::add);
        copy.origins.putAll(origins);
        copy.ports.addAll(ports);
        Origin unused = copy.removePort(index);
        return copy;
    }

    /** Removes one of several entries of {@code ports} and returns its origin. */
    Origin removePort(int index) {
        Origin from = ports.remove(index).origin();
        writePorts();
        return from;
    }

    boolean has(String... path) {
        return origins.containsKey(List.of(path));
    }

    /** Removes every value that refers to a removed variable, and returns the origins. */
    List<Origin> removeReferences(String name) {
        List<List<String>> found = origins.keySet().stream()
                .filter(path -> List.of("env", "command", "args").contains(path.get(0)))
                .filter(path -> Variables.refersTo(at(path), name))
                .toList();
        List<Origin> from = found.stream()
                .flatMap(path -> Optional.ofNullable(origins.get(path)).stream())
                .toList();
        found.forEach(this::cut);
        return from;
    }

    private JsonElement at(List<String> path) {
        JsonElement at = keys;
        for (String key : path) {
            at = at.getAsJsonObject().get(key);
        }
        return at;
    }

    void put(Origin from, String value, String... path) {
        put(from, new JsonPrimitive(value), path);
    }

    void put(Origin from, JsonElement value, String... path) {
        if (path.length == 1 && path[0].equals(PORTS)) {
            for (String entry : value.getAsString().split(", ", -1)) {
                ports.add(new PortEntry(entry, from));
            }
            writePorts();
            return;
        }
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
     * Removes the subject of a problem: the key at or above {@code path}, or the keys below it.
     *
     * @param path the path of the problem, relative to the app
     * @return the origins of the removed keys; empty if no key of the source is there
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
        if (path.equals(List.of(PORTS))) {
            ports.clear();
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
