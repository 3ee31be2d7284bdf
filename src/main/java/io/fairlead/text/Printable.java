package io.fairlead.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.stream.Collectors;

/**
 * Makes text from outside safe to show in a log line, in the report, or on a terminal. Each invisible character is replaced
 * by an escape. So no text can start a line, clear a screen, change the direction of writing, or hide a part of itself.
 * Every output of the module uses this rule.
 */
public final class Printable {

    private Printable() {}

    /** {@code text} in one line with every character visible; unchanged if that is so already. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isHidden(character)) {
                escape(character, shown);
            } else {
                shown.appendCodePoint(character);
            }
        });
        return shown.toString();
    }

    /**
     * The same for each line of a text that the module itself splits into lines, such as indented JSON, which stays the same
     * JSON.
     */
    public static String lines(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** {@code value} with every key and string in it safe to show. */
    public static JsonElement json(JsonElement value) {
        if (value.isJsonObject()) {
            JsonObject shown = new JsonObject();
            value.getAsJsonObject().asMap().forEach((key, child) -> shown.add(of(key), json(child)));
            return shown;
        }
        if (value.isJsonArray()) {
            JsonArray shown = new JsonArray();
            value.getAsJsonArray().forEach(item -> shown.add(json(item)));
            return shown;
        }
        boolean isText = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
        return isText ? new JsonPrimitive(of(value.getAsString())) : value;
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Appends a JSON escape. */
    private static void escape(int character, StringBuilder shown) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                for (char half : Character.toChars(character)) {
                    shown.append(String.format("\\u%04x", (int) half));
                }
            }
        }
    }
}
