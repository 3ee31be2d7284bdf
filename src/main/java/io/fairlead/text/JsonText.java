package io.fairlead.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.text.UnreadableText.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON exactly as the standard defines it (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>), with one
 * more rule: a duplicate key in an object is an error, because the first value would be lost.
 */
public final class JsonText {

    /** The most levels of objects and arrays: a twin has 10, a Kubernetes object about 20. */
    static final int MOST_DEPTH = 100;

    private final JsonCursor cursor;

    private JsonText(String text) {
        this.cursor = new JsonCursor(text);
    }

    /**
     * The value of {@code text}. Never recurses deeper than its limit, whatever the text.
     *
     * @throws UnreadableText if it is no JSON, is nested too deeply, or has a duplicate key
     */
    public static JsonElement parse(String text) {
        return parseIfAny(text).orElseThrow(() -> new UnreadableText("it is empty"));
    }

    /** The value of {@code text}; empty if the text is blank. */
    static Optional<JsonElement> parseIfAny(String text) {
        JsonText json = new JsonText(text);
        json.cursor.skipSpace();
        if (json.cursor.isAtEnd()) {
            return Optional.empty();
        }
        JsonElement value = json.value(0);
        json.cursor.skipSpace();
        if (!json.cursor.isAtEnd()) {
            throw json.cursor.wrong("it goes on after the end of the JSON; remove what follows");
        }
        return Optional.of(value);
    }

    private JsonElement value(int depth) {
        if (depth > MOST_DEPTH) {
            throw cursor.wrong("it is nested deeper than " + MOST_DEPTH + " levels");
        }
        char next = cursor.peek();
        if (next == '-' || JsonCursor.isDigit(next)) {
            return number(cursor.number());
        }
        return switch (next) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new JsonPrimitive(cursor.string());
            default -> word();
        };
    }

    private JsonElement word() {
        if (cursor.take("true")) {
            return new JsonPrimitive(true);
        }
        if (cursor.take("false")) {
            return new JsonPrimitive(false);
        }
        if (cursor.take("null")) {
            return JsonNull.INSTANCE;
        }
        throw cursor.unexpected("a value");
    }

    private JsonObject object(int depth) {
        JsonObject object = new JsonObject();
        Map<String, Place> places = new HashMap<>();
        cursor.expect('{', "an object");
        if (cursor.takeAfterSpace('}')) {
            return object;
        }
        do {
            cursor.skipSpace();
            if (cursor.peek() != '"') {
                throw cursor.unexpected("a key in double quotes");
            }
            Place here = cursor.place();
            String key = cursor.string();
            Place first = places.putIfAbsent(key, here);
            if (first != null) {
                throw UnreadableText.twice(key, first, here);
            }
            cursor.skipSpace();
            cursor.expect(':', "a colon after the key \"" + key + "\"");
            cursor.skipSpace();
            object.add(key, value(depth + 1));
        } while (cursor.takeAfterSpace(','));
        cursor.expect('}', "a comma or }");
        return object;
    }

    private JsonArray array(int depth) {
        JsonArray array = new JsonArray();
        cursor.expect('[', "an array");
        if (cursor.takeAfterSpace(']')) {
            return array;
        }
        do {
            cursor.skipSpace();
            array.add(value(depth + 1));
        } while (cursor.takeAfterSpace(','));
        cursor.expect(']', "a comma or ]");
        return array;
    }

    /** A number as written, so that it is not rounded: {@code 1e9} stays {@code 1e9}. */
    static JsonPrimitive number(String written) {
        return com.google.gson.JsonParser.parseString(written).getAsJsonPrimitive();
    }
}
