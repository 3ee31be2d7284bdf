package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of paths inside an object, in the shape that managedFields stores as FieldsV1. Path elements are its keys:
 * {@code f:name}, {@code k:{"name":"web"}}, {@code v:"x"}.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#managedfields-format">format</a>
 */
public final class FieldSet {
    private boolean member;
    private final TreeMap<String, FieldSet> children = new TreeMap<>();

    /** The set that holds nothing. */
    public static FieldSet empty() {
        return new FieldSet();
    }

    /** Reads a FieldsV1 object. */
    public static FieldSet fromJson(JsonObject json) {
        FieldSet set = new FieldSet();
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            if (entry.getKey().equals(".")) {
                set.member = true;
            } else {
                JsonObject below = entry.getValue().getAsJsonObject();
                FieldSet child = fromJson(below);
                child.member = child.member || below.isEmpty();
                set.children.put(entry.getKey(), child);
            }
        }
        return set;
    }

    /** This set as a FieldsV1 object, keys in order. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        if (member && !children.isEmpty()) {
            json.add(".", new JsonObject());
        }
        children.forEach((element, child) -> {
            if (!child.isEmpty()) {
                json.add(element, child.toJson());
            }
        });
        return json;
    }

    /** Puts the path that this node stands for into the set. */
    void include() {
        member = true;
    }

    /** The node below an element, made where it is absent. */
    FieldSet at(String element) {
        return children.computeIfAbsent(element, any -> new FieldSet());
    }

    /** True where the path of this one element is in the set. */
    boolean has(String element) {
        FieldSet child = children.get(element);
        return child != null && child.member;
    }

    /** What the set holds below an element; empty where it holds nothing. */
    FieldSet below(String element) {
        FieldSet child = children.get(element);
        return child == null ? empty() : child;
    }

    boolean hasChildren() {
        return !children.isEmpty();
    }

    /** True where no path is in the set. */
    public boolean isEmpty() {
        return !member && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    /** Every path of either set. */
    public FieldSet union(FieldSet other) {
        FieldSet result = new FieldSet();
        result.member = member || other.member;
        children.forEach((element, child) -> result.keep(element, child.union(other.below(element))));
        other.children.forEach((element, child) -> {
            if (!children.containsKey(element)) {
                result.keep(element, child);
            }
        });
        return result;
    }

    /** The paths of this set that the other one lacks; a path below a removed one stays. */
    public FieldSet minus(FieldSet other) {
        FieldSet result = new FieldSet();
        result.member = member && !other.member;
        children.forEach((element, child) -> result.keep(element, child.minus(other.below(element))));
        return result;
    }

    /** The paths in both sets. */
    public FieldSet intersection(FieldSet other) {
        FieldSet result = new FieldSet();
        result.member = member && other.member;
        children.forEach((element, child) -> result.keep(element, child.intersection(other.below(element))));
        return result;
    }

    /** This set without a path and all that is below it. */
    public FieldSet without(String... path) {
        return without(List.of(path));
    }

    private FieldSet without(List<String> path) {
        FieldSet result = new FieldSet();
        result.member = member;
        String first = path.getFirst();
        children.forEach((element, child) -> {
            if (!element.equals(first)) {
                result.keep(element, child);
            } else if (path.size() > 1) {
                result.keep(element, child.without(path.subList(1, path.size())));
            }
        });
        return result;
    }

    /** This set with every named field included that has something included below it. */
    FieldSet withNamedParents() {
        FieldSet result = new FieldSet();
        result.member = member;
        children.forEach((element, child) -> {
            FieldSet below = child.withNamedParents();
            below.member = below.member || (element.startsWith("f:") && below.hasChildren());
            result.keep(element, below);
        });
        return result;
    }

    /** This set with something else below one element. */
    FieldSet replaced(String element, FieldSet below) {
        FieldSet result = without(element);
        result.keep(element, below);
        return result;
    }

    private void keep(String element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }

    /** Every path as the API server prints it, such as {@code .spec.ports[port=80,protocol="TCP"].name}, in order. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    /** The paths that end here come before those that go on, as the API server lists them. */
    private void collect(String path, List<String> into) {
        children.forEach((element, child) -> {
            if (child.member) {
                into.add(path + printed(element));
            }
        });
        children.forEach((element, child) -> child.collect(path + printed(element), into));
    }

    static String printed(String element) {
        String rest = element.substring(2);
        return switch (element.charAt(0)) {
            case 'f' -> "." + rest;
            case 'k' ->
                JsonParser.parseString(rest).getAsJsonObject().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(",", "[", "]"));
            default -> "[=" + rest + "]";
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FieldSet set && toJson().equals(set.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
