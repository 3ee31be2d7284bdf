package io.fairlead.desired;

import static io.fairlead.desired.Problems.entry;
import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.kind;
import static io.fairlead.desired.Problems.quoted;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Code;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** The check of a value against its {@link Shape}: keys, types, ranges, and features that this release does not support. */
final class ShapeCheck {

    /** The most keys that a message names. */
    private static final int MOST_KEYS_TOLD = 8;

    private final Problems problems;

    ShapeCheck(Problems problems) {
        this.problems = problems;
    }

    /** The object without the parts that have a problem; the whole object if there are none. */
    JsonObject object(String path, JsonElement value, Shape.Fields shape) {
        return fields(path, value, shape).map(JsonElement::getAsJsonObject).orElseGet(JsonObject::new);
    }

    /** The value without the parts that have a problem; empty if the value itself has one. */
    Optional<JsonElement> check(String path, JsonElement value, Shape shape) {
        return switch (shape) {
            case Shape.Text text -> string(path, value);
            case Shape.Items items -> items(path, value);
            case Shape.Flag flag -> flag(path, value);
            case Shape.Whole whole -> whole(path, value, whole);
            case Shape.Choice choice -> choice(path, value, choice);
            case Shape.Anything anything -> anything(path, value);
            case Shape.Keyed keyed -> keyed(path, value, keyed);
            case Shape.Fields fields -> fields(path, value, fields);
        };
    }

    private Optional<JsonElement> fields(String path, JsonElement value, Shape.Fields shape) {
        if (!value.isJsonObject()) {
            return wrongType(path, value, "an object");
        }
        JsonObject clean = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
            String name = entry.getKey();
            Shape.Key key = shape.keys().get(name);
            if (key == null) {
                unknown(path, name, shape);
            } else {
                check(in(path, name), entry.getValue(), key.shape()).ifPresent(kept -> clean.add(name, kept));
            }
        }
        for (Shape.Key key : shape.keys().values()) {
            if (key.required() && !value.getAsJsonObject().has(key.name())) {
                problems.add(
                        in(path, key.name()), Code.MissingValue, "`" + key.name() + "` is missing; it has no default.");
            }
        }
        return Optional.of(clean);
    }

    void unknown(String path, String name, Shape.Fields shape) {
        String nearest = NearestKey.key(name, shape.keys().keySet())
                .map(key -> "; did you mean `" + key + "`?")
                .orElse(
                        shape.keys().size() <= MOST_KEYS_TOLD
                                ? "; the keys here are "
                                        + String.join(", ", shape.keys().keySet()) + "."
                                : ".");
        problems.add(in(path, name), Code.UnknownKey, quoted(name) + " is not a key here" + nearest);
    }

    private Optional<JsonElement> keyed(String path, JsonElement value, Shape.Keyed shape) {
        if (!value.isJsonObject()) {
            return wrongType(path, value, "an object");
        }
        JsonObject clean = new JsonObject();
        value.getAsJsonObject().asMap().forEach((name, child) -> {
            name(in(path, name), name, shape.names());
            check(in(path, name), child, shape.value()).ifPresent(kept -> clean.add(name, kept));
        });
        return Optional.of(clean);
    }

    void name(String path, String name, NameRule rule) {
        if (!rule.allows(name)) {
            problems.add(path, Code.BadName, quoted(name) + " is not a name here; use " + rule.told() + ".");
        }
    }

    private Optional<JsonElement> string(String path, JsonElement value) {
        return isString(value) ? Optional.of(value) : wrongType(path, value, "a string");
    }

    private Optional<JsonElement> flag(String path, JsonElement value) {
        boolean fits = value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
        return fits ? Optional.of(value) : wrongType(path, value, "true or false, without quotes");
    }

    private Optional<JsonElement> anything(String path, JsonElement value) {
        boolean fits = value.isJsonObject() || isString(value);
        return fits ? Optional.of(value) : wrongType(path, value, "an object, or a string that holds one");
    }

    private Optional<JsonElement> items(String path, JsonElement value) {
        if (isString(value)) {
            return Optional.of(value);
        }
        String wanted = "a string with commas between the entries, or an array of strings";
        if (!value.isJsonArray()) {
            return wrongType(path, value, wanted);
        }
        JsonArray array = value.getAsJsonArray();
        for (int i = 0; i < array.size(); i++) {
            if (!isString(array.get(i))) {
                return wrongType(entry(path, i), array.get(i), "a string");
            }
        }
        return Optional.of(value);
    }

    private Optional<JsonElement> whole(String path, JsonElement value, Shape.Whole shape) {
        String wanted = "a whole number from " + shape.min() + " to " + shape.max();
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            return wrongType(path, value, wanted);
        }
        Optional<BigDecimal> number = Numbers.exact(value.getAsJsonPrimitive()).filter(Numbers::isWhole);
        if (number.isEmpty()) {
            problems.add(path, Code.WrongType, quoted(value.getAsString()) + " is not whole; give " + wanted + ".");
            return Optional.empty();
        }
        if (number.get().compareTo(BigDecimal.valueOf(shape.min())) < 0
                || number.get().compareTo(BigDecimal.valueOf(shape.max())) > 0) {
            problems.add(path, Code.OutOfRange, quoted(value.getAsString()) + " is out of range; give " + wanted + ".");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<JsonElement> choice(String path, JsonElement value, Shape.Choice shape) {
        if (!isString(value)) {
            return wrongType(path, value, "one of the strings " + String.join(", ", shape.words()));
        }
        String word = value.getAsString();
        if (!shape.words().contains(word)) {
            String nearest = NearestKey.of(word, shape.words())
                    .map(meant -> "; did you mean " + meant + "?")
                    .orElse("; give one of these.");
            problems.add(
                    path, Code.OutOfRange, quoted(word) + " is none of " + String.join(", ", shape.words()) + nearest);
            return Optional.empty();
        }
        return Optional.of(value);
    }

    private Optional<JsonElement> wrongType(String path, JsonElement value, String wanted) {
        String mend = value.isJsonNull() ? "leave the key out, or give " + wanted : "give " + wanted;
        problems.add(path, Code.WrongType, "It is " + kind(value) + "; " + mend + ".");
        return Optional.empty();
    }

    private static boolean isString(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }
}
