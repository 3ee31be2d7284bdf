package io.fairlead.methods;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Code;
import io.fairlead.model.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The payload of a call, read key by key. All problems are collected, including keys that nothing read. */
final class Arguments {

    private final JsonObject sent;
    private final SortedSet<String> known = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    Arguments(JsonElement payload) {
        sent = payload.isJsonObject() ? payload.getAsJsonObject() : new JsonObject();
        if (!payload.isJsonObject() && !payload.isJsonNull()) {
            problems.add(new Problem("payload", Code.WrongType, "the payload is not an object; send one, or none"));
        }
    }

    /** A required string. */
    String required(String key) {
        Optional<String> value = optional(key);
        if (value.isEmpty() && !sent.has(key)) {
            problems.add(new Problem("payload." + key, Code.MissingValue, key + " is missing"));
        }
        return value.orElse("");
    }

    /** An optional string. */
    Optional<String> optional(String key) {
        return primitive(key, JsonPrimitive::isString, "a text").map(JsonPrimitive::getAsString);
    }

    /** A whole number, {@code otherwise} if absent. */
    long number(String key, long otherwise, long least, long most) {
        Optional<JsonPrimitive> value = primitive(key, JsonPrimitive::isNumber, "a number");
        Optional<Long> number = value.flatMap(Arguments::whole).filter(sent -> sent >= least && sent <= most);
        if (value.isPresent() && number.isEmpty()) {
            problems.add(new Problem(
                    "payload." + key, Code.OutOfRange, key + " is not a whole number from " + least + " to " + most));
        }
        return number.orElse(otherwise);
    }

    /** Adds a problem of a value that was read. */
    void problem(String key, Code code, String message) {
        problems.add(new Problem("payload." + key, code, message));
    }

    /** The answer to a payload with problems. Called after all keys were read. */
    Optional<Answer> refusal() {
        for (String key : sent.keySet()) {
            if (!known.contains(key)) {
                problems.add(new Problem(
                        "payload." + key,
                        Code.UnknownKey,
                        known.isEmpty()
                                ? "the method takes no payload; leave it out"
                                : "the method knows " + String.join(", ", known) + "; leave " + key + " out"));
            }
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Answer.refused(problems));
    }

    private Optional<JsonPrimitive> primitive(String key, Predicate<JsonPrimitive> isRight, String what) {
        known.add(key);
        JsonElement value = sent.get(key);
        if (value == null || value.isJsonNull()) {
            return Optional.empty();
        }
        if (value.isJsonPrimitive() && isRight.test(value.getAsJsonPrimitive())) {
            return Optional.of(value.getAsJsonPrimitive());
        }
        problems.add(new Problem("payload." + key, Code.WrongType, key + " is not " + what));
        return Optional.empty();
    }

    /** Avoids BigDecimal's expansion of a very large exponent. */
    private static Optional<Long> whole(JsonPrimitive value) {
        try {
            BigDecimal number = new BigDecimal(value.getAsString());
            return number.scale() < -18 || number.precision() > 30
                    ? Optional.empty()
                    : Optional.of(number.longValueExact());
        } catch (ArithmeticException | NumberFormatException noWholeNumber) {
            return Optional.empty();
        }
    }
}
