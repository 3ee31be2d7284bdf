package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An object of the source whose fields are taken one by one. Every field that remains is reported, so no field is dropped by
 * mistake. A field is taken only if it has the expected type. An absent, {@code null} or empty field needs no report.
 */
final class Taken {

    private final Origin origin;
    private final JsonObject rest;
    private final List<Taken> inner = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final List<Left> notes = new ArrayList<>();

    private Taken(Origin origin, JsonObject body) {
        this.origin = origin;
        this.rest = body.deepCopy();
    }

    /** An object of the source, from its root. */
    static Taken from(String object, JsonObject body) {
        return new Taken(new Origin(object, ""), body);
    }

    Origin origin() {
        return origin;
    }

    Origin origin(String key) {
        return new Origin(origin.object(), origin.path().isEmpty() ? key : origin.path() + "." + key);
    }

    /** The value of the field, which is not taken. */
    Optional<JsonElement> seen(String key) {
        return Optional.ofNullable(rest.get(key)).filter(value -> !isEmpty(value));
    }

    /** A string, which is not taken. */
    Optional<String> seenText(String key) {
        return seen(key).filter(Taken::isText).map(JsonElement::getAsString);
    }

    /** The fields of an object, which is not taken. */
    Map<String, JsonElement> mapOf(String key) {
        return seen(key)
                .filter(JsonElement::isJsonObject)
                .map(value -> value.getAsJsonObject().asMap())
                .orElse(Map.of());
    }

    boolean isTrue(String key) {
        return seen(key).filter(new JsonPrimitive(true)::equals).isPresent();
    }

    Optional<String> text(String key) {
        return take(key, Taken::isText).map(JsonElement::getAsString);
    }

    Optional<Long> whole(String key) {
        return take(key, Taken::isWhole).map(JsonElement::getAsLong);
    }

    /** The field with a value of any type. */
    Optional<JsonElement> any(String key) {
        return take(key, value -> !value.isJsonNull());
    }

    /** A string, number or boolean as text. */
    Optional<String> scalar(String key) {
        return take(key, JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
    }

    List<String> keys() {
        return List.copyOf(rest.keySet());
    }

    /** A string or number as text: a quantity, or a port by name or number. */
    Optional<String> textOrNumber(String key) {
        return take(key, value -> isText(value) || isNumber(value)).map(JsonElement::getAsString);
    }

    /** A list of strings. */
    Optional<JsonArray> texts(String key) {
        return take(
                        key,
                        value -> value.isJsonArray()
                                && value.getAsJsonArray().asList().stream().allMatch(Taken::isText))
                .map(JsonElement::getAsJsonArray);
    }

    /** A map of strings, empty if absent. */
    SortedMap<String, String> map(String key) {
        SortedMap<String, String> map = new TreeMap<>();
        take(
                        key,
                        value -> value.isJsonObject()
                                && value.getAsJsonObject().asMap().values().stream()
                                        .allMatch(Taken::isText))
                .ifPresent(value ->
                        value.getAsJsonObject().asMap().forEach((name, text) -> map.put(name, text.getAsString())));
        return map;
    }

    /** A map of strings, which is not taken. */
    SortedMap<String, String> mapSeen(String key) {
        return Taken.from("", rest).map(key);
    }

    /** The object under {@code key}; one without fields if it is absent. */
    Taken object(String key) {
        JsonObject body = take(key, JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .orElseGet(JsonObject::new);
        return inside(origin(key), body);
    }

    /** The objects of a list. */
    List<Taken> objects(String key) {
        List<Taken> objects = new ArrayList<>();
        take(
                        key,
                        value -> value.isJsonArray()
                                && value.getAsJsonArray().asList().stream().allMatch(JsonElement::isJsonObject))
                .ifPresent(list -> {
                    for (int i = 0; i < list.getAsJsonArray().size(); i++) {
                        JsonObject item = list.getAsJsonArray().get(i).getAsJsonObject();
                        objects.add(inside(origin(key + "[" + i + "]"), item));
                    }
                });
        return objects;
    }

    /** Takes a field if it only repeats a default. */
    void expect(String key, String... usual) {
        var unused = take(key, value -> value.isJsonPrimitive() && Set.of(usual).contains(value.getAsString()));
    }

    /** Takes fields of {@link NeverMatters}. */
    void skip(String... keys) {
        for (String key : keys) {
            if (rest.has(key) && !NeverMatters.has(origin(key).path())) {
                throw new IllegalArgumentException(origin(key).path() + " is not on the list of what never matters");
            }
            rest.remove(key);
        }
    }

    /** Takes fields that were read by {@link #seen} and carried over. */
    void used(String... keys) {
        for (String key : keys) {
            rest.remove(key);
        }
    }

    /** Takes a field and reports why it is not carried over. */
    void leave(String key, String reason) {
        if (seen(key).isPresent()) {
            tell(key, reason);
        }
        rest.remove(key);
    }

    /** Reports why a field is not carried over unchanged. */
    void tell(String key, String reason) {
        left.add(origin(key).left(reason));
    }

    /** Adds a note about a field whose absence changes nothing. */
    void note(String key, String text) {
        notes.add(origin(key).left(text));
    }

    /** Takes every field and adds a note that its absence changes nothing. */
    void noteEach(String text) {
        for (String key : keys()) {
            if (seen(key).isPresent()) {
                note(key, text);
            }
            rest.remove(key);
        }
    }

    /** Takes the whole object and reports why it is not carried over. */
    void leaveWhole(String reason) {
        List.copyOf(rest.keySet()).forEach(rest::remove);
        inner.clear();
        left.clear();
        notes.clear();
        left.add(origin.left(reason));
    }

    /** Takes the whole object and adds a note that its absence changes nothing. */
    void noteWhole(String text) {
        leaveWhole(text);
        left.clear();
        notes.add(origin.left(text));
    }

    /** Takes all remaining fields, here and below, because another line reports them. */
    void clearRest() {
        List.copyOf(rest.keySet()).forEach(rest::remove);
        inner.forEach(Taken::clearRest);
    }

    /** What is not carried over, here and below. */
    List<Left> left() {
        List<Left> all = new ArrayList<>(left);
        for (Map.Entry<String, JsonElement> entry : rest.entrySet()) {
            if (!isEmpty(entry.getValue())) {
                all.add(origin(entry.getKey()).left(Reasons.of(entry.getKey())));
            }
        }
        inner.forEach(object -> all.addAll(object.left()));
        return all;
    }

    /** The notes, here and below. */
    List<Left> notes() {
        List<Left> all = new ArrayList<>(notes);
        inner.forEach(object -> all.addAll(object.notes()));
        return all;
    }

    private Taken inside(Origin at, JsonObject body) {
        Taken object = new Taken(at, body);
        inner.add(object);
        return object;
    }

    private Optional<JsonElement> take(String key, Predicate<JsonElement> fits) {
        return Optional.ofNullable(rest.get(key)).filter(fits).map(value -> {
            rest.remove(key);
            return value;
        });
    }

    private static boolean isEmpty(JsonElement value) {
        return value.isJsonNull()
                || (value.isJsonObject() && value.getAsJsonObject().isEmpty())
                || (value.isJsonArray() && value.getAsJsonArray().isEmpty())
                || (isText(value) && value.getAsString().isEmpty());
    }

    static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }

    private static boolean isWhole(JsonElement value) {
        return isNumber(value) && value.getAsBigDecimal().stripTrailingZeros().scale() <= 0;
    }
}
