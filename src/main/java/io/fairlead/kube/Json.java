package io.fairlead.kube;

import com.google.gson.stream.JsonWriter;
import io.fairlead.model.Fields;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Converts between JSON text and the trees that {@link Fields} hold. Malformed text is an {@link IOException}. */
final class Json {

    private Json() {}

    static Map<String, Object> object(String text) throws IOException {
        Map<String, Object> object = new TreeReader(new StringReader(text)).next(Sieve.ALL);
        if (object == null) {
            throw new IOException("not the JSON expected: no text");
        }
        return object;
    }

    /** The text of a tree of maps, lists and scalars. */
    static String text(Object tree) {
        StringWriter text = new StringWriter(2048);
        try (JsonWriter json = new JsonWriter(text)) {
            write(json, tree);
        } catch (IOException e) {
            throw new IllegalStateException("a tree that is no JSON: " + tree, e);
        }
        return text.toString();
    }

    private static void write(JsonWriter json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.beginObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    write(json.name(String.valueOf(entry.getKey())), Objects.requireNonNull(entry.getValue()));
                }
                json.endObject();
            }
            case List<?> list -> {
                json.beginArray();
                for (Object item : list) {
                    write(json, Objects.requireNonNull(item));
                }
                json.endArray();
            }
            case Number number -> json.value(number);
            case Boolean flag -> json.value(flag);
            default -> json.value(value.toString());
        }
    }
}
