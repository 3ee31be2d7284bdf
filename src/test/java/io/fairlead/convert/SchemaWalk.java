package io.fairlead.convert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * Goes through every field of a kind, and converts an object that has this field besides what an object needs: what then is
 * neither another result nor a line about the field was dropped in silence.
 */
public final class SchemaWalk {

    /** Fields that have themselves as a part. */
    private static final int MOST_DEPTH = 14;

    private static final String DEPLOYMENT =
            "{kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata:"
                    + " {labels: {app: web}}, spec: {containers: [{name: c, image: 'nginx:1', ports: [{containerPort: 80}]}]}}}}";
    private static final String SERVICE =
            "{kind: Service, metadata: {name: web}, spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}}";

    /** The sort of a field. */
    public enum Sort {
        /** A text. */
        TEXT,
        /** A whole number. */
        NUMBER,
        /** A boolean. */
        FLAG,
        /** A map from any key to texts or quantities. */
        MAP,
        /** An object with fields. */
        OBJECT
    }

    /**
     * A field of the schema.
     *
     * @param name its name
     * @param sort its sort, or that of a list's items
     * @param list whether it is a list
     * @param type what its own fields are found by
     */
    public record Field(String name, Sort sort, boolean list, String type) {}

    private final BiFunction<String, String, List<Field>> fields;
    private final Set<String> dropped = new TreeSet<>();
    private int walked;

    private SchemaWalk(BiFunction<String, String, List<Field>> fields) {
        this.fields = fields;
    }

    /**
     * The fields of a kind that were dropped in silence.
     *
     * @param kind Deployment or Service
     * @param fields gives for a kind and the type of a field the fields that it has; the kind's own for an empty type
     */
    public static Set<String> dropped(String kind, BiFunction<String, String, List<Field>> fields) {
        SchemaWalk walk = new SchemaWalk(fields);
        walk.walk(kind, "", List.of(), List.of());
        if (walk.walked < 50) {
            throw new IllegalStateException("the schema of " + kind + " has only " + walk.walked + " fields");
        }
        return walk.dropped;
    }

    private void walk(String kind, String type, List<Field> path, List<String> types) {
        if (path.size() > MOST_DEPTH) {
            return;
        }
        for (Field field : fields.apply(kind, type)) {
            List<Field> here = new ArrayList<>(path);
            here.add(field);
            if (field.sort() == Sort.OBJECT && !types.contains(field.type())) {
                List<String> seen = new ArrayList<>(types);
                seen.add(field.type());
                walk(kind, field.type(), here, seen);
                if (!fields.apply(kind, field.type()).isEmpty()) {
                    continue;
                }
            }
            sample(kind, here);
        }
    }

    private void sample(String kind, List<Field> path) {
        walked++;
        List<String> names = path.stream().map(Field::name).toList();
        for (int i = 1; i <= names.size(); i++) {
            if (NeverMatters.has(String.join(".", names.subList(0, i)))) {
                return;
            }
        }
        boolean told =
                samples(path.get(path.size() - 1)).stream().anyMatch(sample -> isCarriedOrTold(kind, path, sample));
        if (!told) {
            dropped.add(kind + " " + String.join(".", names));
        }
    }

    private static boolean isCarriedOrTold(String kind, List<Field> path, JsonElement sample) {
        JsonObject deployment = object(DEPLOYMENT);
        JsonObject service = object(SERVICE);
        Converted before = convert(deployment, service);
        put(kind.equals("Deployment") ? deployment : service, path, sample);
        Converted after = convert(deployment, service);
        return !after.desired().equals(before.desired())
                || after.left().size() + after.notes().size()
                        > before.left().size() + before.notes().size();
    }

    private static Converted convert(JsonObject deployment, JsonObject service) {
        return Conversion.convert(
                List.of(new Source("d.json", deployment.toString()), new Source("s.json", service.toString())),
                Optional.empty());
    }

    private static JsonObject object(String yaml) {
        return SourceText.documents("-", yaml).get(0).getAsJsonObject();
    }

    /** Values of which one is not what is so anyway. */
    private static List<JsonElement> samples(Field field) {
        return switch (field.sort()) {
            case TEXT -> List.of(new JsonPrimitive("sample"));
            case NUMBER -> List.of(new JsonPrimitive(7));
            case FLAG -> List.of(new JsonPrimitive(true), new JsonPrimitive(false));
            case MAP, OBJECT -> {
                JsonObject map = new JsonObject();
                map.addProperty("sample", "1");
                yield List.of(map);
            }
        };
    }

    private static void put(JsonObject at, List<Field> path, JsonElement sample) {
        JsonObject object = at;
        for (Field field : path.subList(0, path.size() - 1)) {
            object = child(object, field);
        }
        Field last = path.get(path.size() - 1);
        if (last.sort() == Sort.MAP && object.has(last.name())) {
            object.getAsJsonObject(last.name()).addProperty("sample", "1");
        } else if (last.list()) {
            JsonArray list = new JsonArray();
            list.add(sample);
            object.add(last.name(), list);
        } else {
            object.add(last.name(), sample);
        }
    }

    private static JsonObject child(JsonObject object, Field field) {
        if (field.list()) {
            if (!object.has(field.name())) {
                JsonArray list = new JsonArray();
                list.add(new JsonObject());
                object.add(field.name(), list);
            }
            return object.getAsJsonArray(field.name()).get(0).getAsJsonObject();
        }
        if (!object.has(field.name())) {
            object.add(field.name(), new JsonObject());
        }
        return object.getAsJsonObject(field.name());
    }
}
