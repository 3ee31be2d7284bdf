package io.fairlead.kube;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.fairlead.model.Fields;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** JSON text to and from the trees that {@link Fields} hold. Malformed text is an {@link IOException}. */
final class Json {

    /** What they write of an object is its status. Custom resources have sorted keys, so that the manager comes too late. */
    private static final Set<String> STATUS_WRITERS = Set.of("kubelet", "kube-controller-manager");

    private Json() {}

    static Map<String, Object> object(String text) throws IOException {
        return read(new StringReader(text), Json::map);
    }

    /** Hands over the items of a Kubernetes list one by one, so that never all are in memory; returns its version. */
    static String items(String text, Consumer<Map<String, Object>> item) throws IOException {
        return read(new StringReader(text), json -> {
            String version = "";
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "metadata" ->
                        version = new Fields(map(json)).text("resourceVersion").orElse("");
                    case "items" -> readItems(json, item);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            return version;
        });
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

    private interface Reading<T> {
        T from(JsonReader json) throws IOException;
    }

    private static <T> T read(Reader text, Reading<T> reading) throws IOException {
        try (JsonReader json = new JsonReader(text)) {
            return reading.from(json);
        } catch (IllegalStateException | NumberFormatException e) {
            throw new IOException("not the JSON expected: " + e.getMessage(), e);
        }
    }

    private static void readItems(JsonReader json, Consumer<Map<String, Object>> item) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            item.accept(map(json));
        }
        json.endArray();
    }

    private static Map<String, Object> map(JsonReader json) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName().intern();
            if (name.equals("fieldsV1") && STATUS_WRITERS.contains(map.getOrDefault("manager", ""))) {
                json.skipValue(); // half of most objects, and of no use
            } else {
                value(json).ifPresent(value -> map.put(name, value));
            }
        }
        json.endObject();
        return map;
    }

    /** The next value, empty for null. */
    private static Optional<Object> value(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> Optional.of(map(json));
            case BEGIN_ARRAY -> Optional.of(list(json));
            case STRING -> Optional.of(json.nextString());
            case BOOLEAN -> Optional.of(json.nextBoolean());
            case NUMBER -> Optional.of(number(json.nextString()));
            default -> {
                json.nextNull();
                yield Optional.empty();
            }
        };
    }

    private static List<Object> list(JsonReader json) throws IOException {
        List<Object> list = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            value(json).ifPresent(list::add);
        }
        json.endArray();
        return list;
    }

    private static Object number(String text) {
        return text.chars().allMatch(c -> c == '-' || Character.isDigit(c))
                ? (Object) Long.parseLong(text)
                : Double.parseDouble(text);
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
