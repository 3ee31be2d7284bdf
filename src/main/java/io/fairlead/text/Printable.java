package io.fairlead.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.stream.Collectors;

/**
 * Text of others made fit to be shown: in a log line, in the report, on a terminal. A character that is not visible is
 * written as an escape, so that no text can begin a line, clear a screen, turn the direction of writing, or hide a part of
 * itself. The one rule for all places where a text leaves the module.
 */
public final class Printable {

    private Printable() {}

    /** {@code text} in one line with every character visible; the same where it is so already. */
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

    /** The same for each line of a text of the module's own that has several, as indented JSON; it stays the same JSON. */
    public static String lines(String text) {
        return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
    }

    /** {@code value} with every key and every text in it fit to be shown. */
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

    /** The escape of JSON. */
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
