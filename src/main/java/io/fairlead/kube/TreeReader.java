package io.fairlead.kube;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.fairlead.model.Fields;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the trees that {@link Fields} hold from a stream of JSON, one after another and only one at a time. Malformed text
 * is an {@link IOException}.
 */
final class TreeReader {

    /** The most memory of one object. A ConfigMap may hold 1 MiB of text, and Fairlead uses no larger part of any object. */
    static final long MOST = 1_400_000;

    /** The most levels; Kubernetes' own objects and their managed fields have fewer than half as many. */
    static final int DEEPEST = 64;

    /**
     * Managers that write only the status of an object. Not applied to custom resources: their keys are sorted, so the
     * manager is read too late.
     */
    private static final Set<String> STATUS_WRITERS = Set.of("kubelet", "kube-controller-manager");

    private final JsonReader json;
    private long bytes;
    private int depth;

    TreeReader(Reader text) {
        json = new JsonReader(text);
        json.setStrictness(Strictness.LENIENT); // A watch sends several objects one after the other.
    }

    /** The next object; null at the end of the text. */
    @Nullable
    Map<String, Object> next(Sieve sieve) throws IOException {
        try {
            return json.peek() == JsonToken.END_DOCUMENT ? null : object(sieve);
        } catch (IllegalStateException | NumberFormatException e) {
            throw new IOException("not the JSON expected: " + e.getMessage(), e);
        }
    }

    /** Reads a page of a Kubernetes list and passes on each item; returns the metadata of the list. */
    Fields items(Sieve sieve, ItemConsumer item) throws IOException {
        try {
            Fields metadata = Fields.EMPTY;
            json.beginObject();
            while (json.hasNext()) {
                switch (json.nextName()) {
                    case "metadata" -> metadata = new Fields(object(Sieve.ALL));
                    case "items" -> readItems(sieve, item);
                    default -> json.skipValue();
                }
            }
            json.endObject();
            return metadata;
        } catch (IllegalStateException | NumberFormatException e) {
            throw new IOException("not the JSON expected: " + e.getMessage(), e);
        }
    }

    /** Receives the items of a list. */
    interface ItemConsumer {
        void accept(Map<String, Object> item) throws IOException;
    }

    private void readItems(Sieve sieve, ItemConsumer item) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return;
        }
        json.beginArray();
        while (json.hasNext()) {
            item.accept(object(sieve));
        }
        json.endArray();
    }

    private Map<String, Object> object(Sieve sieve) throws IOException {
        bytes = 0;
        depth = 0;
        Map<String, Object> object = new LinkedHashMap<>();
        try {
            fill(object, sieve);
        } catch (TooLargeException e) {
            throw new TooLargeException(name(object) + " " + e.getMessage());
        }
        return object;
    }

    /** The name of a partly read object; in an event it is one level deeper. */
    private static String name(Map<String, Object> read) {
        Fields fields = new Fields(read);
        Fields metadata = fields.has("object") ? fields.at("object", "metadata") : fields.at("metadata");
        String name = metadata.text("name").orElse("an object");
        return metadata.text("namespace")
                .map(namespace -> namespace + "/" + name)
                .orElse(name);
    }

    private void fill(Map<String, Object> map, Sieve sieve) throws IOException {
        take(Footprint.CONTAINER);
        deeper();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Sieve below = sieve.at(name);
            if (below == null
                    || (name.equals("fieldsV1") && STATUS_WRITERS.contains(map.getOrDefault("manager", "")))) {
                json.skipValue();
            } else {
                take(Footprint.ENTRY + name.length());
                value(below, value -> map.put(name.intern(), value));
            }
        }
        json.endObject();
        depth--;
    }

    /** Passes on the next value, before its content is read; a null is skipped. */
    private void value(Sieve sieve, Consumer<Object> to) throws IOException {
        switch (json.peek()) {
            case BEGIN_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                to.accept(map);
                fill(map, sieve);
            }
            case BEGIN_ARRAY -> {
                List<Object> list = new ArrayList<>();
                to.accept(list);
                take(Footprint.CONTAINER);
                deeper();
                json.beginArray();
                while (json.hasNext()) {
                    value(sieve, list::add);
                }
                json.endArray();
                depth--;
            }
            case STRING -> scalar(json.nextString(), to);
            case BOOLEAN -> scalar(json.nextBoolean(), to);
            case NUMBER -> scalar(number(json.nextString()), to);
            default -> json.nextNull();
        }
    }

    private void scalar(Object value, Consumer<Object> to) throws IOException {
        take(Footprint.ofScalar(value));
        to.accept(value);
    }

    private void take(long more) throws TooLargeException {
        bytes += more;
        if (bytes > MOST) {
            throw new TooLargeException(
                    "takes more than " + MOST / 1000 + " kB of memory, annotations of others left out");
        }
    }

    private void deeper() throws TooLargeException {
        if (++depth > DEEPEST) {
            throw new TooLargeException("is nested more than " + DEEPEST + " deep");
        }
    }

    private static Object number(String text) {
        return text.chars().allMatch(c -> c == '-' || Character.isDigit(c))
                ? (Object) Long.parseLong(text)
                : Double.parseDouble(text);
    }
}
