package io.fairlead.desired;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of an object that passed {@link ShapeCheck}, so each has the type of its shape.
 *
 * @param clean the valid part of the object
 */
record Values(JsonObject clean) {

    boolean has(String key) {
        return clean.has(key);
    }

    Optional<String> text(String key) {
        return get(key).map(value -> value.getAsString().strip());
    }

    boolean flag(String key, boolean otherwise) {
        return get(key).map(JsonElement::getAsBoolean).orElse(otherwise);
    }

    int whole(String key, int otherwise) {
        return get(key).flatMap(value -> Numbers.exact(value.getAsJsonPrimitive()))
                .map(BigDecimal::intValueExact)
                .orElse(otherwise);
    }

    /** The whole number under {@code key}. */
    Optional<Long> number(String key) {
        return get(key).flatMap(value -> Numbers.exact(value.getAsJsonPrimitive()))
                .map(BigDecimal::longValueExact);
    }

    /** The object under {@code key}, empty if it is absent. */
    Values object(String key) {
        return new Values(get(key).map(JsonElement::getAsJsonObject).orElseGet(JsonObject::new));
    }

    /** The entries of a list, none if the key is absent or the list is blank. */
    List<String> entries(String key) {
        return get(key).map(Values::entriesOf).orElse(List.of());
    }

    static List<String> entriesOf(JsonElement list) {
        List<String> entries = new ArrayList<>();
        if (list.isJsonArray()) {
            list.getAsJsonArray()
                    .forEach(entry -> entries.add(entry.getAsString().strip()));
        } else if (!list.getAsString().isBlank()) {
            for (String entry : list.getAsString().split(",", -1)) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    /** The words of a command: the entries of an array unchanged, or a string split as a shell splits it. */
    Words words(String key) {
        return get(key).map(Words::of).orElse(Words.NONE);
    }

    Optional<JsonElement> get(String key) {
        return Optional.ofNullable(clean.get(key));
    }
}
