package io.fairlead.kube;

import io.fairlead.model.FieldOwner;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates live objects from JSON that passed a {@link Sieve}. */
final class LiveObjects {

    /** The field manager of Fairlead's server-side apply. */
    static final String FIELD_MANAGER = "fairlead";

    private LiveObjects() {}

    /** The object in {@code json}. Takes ownership of {@code json} and changes it. */
    static LiveObject of(String apiVersion, String kind, Map<String, Object> json) {
        Fields ownFields = Fields.EMPTY;
        List<FieldOwner> others = List.of();
        if (json.get("metadata") instanceof Map<?, ?> metadata) {
            Object managed = metadata.remove("managedFields");
            ownFields = ownFields(managed);
            others = others(managed);
        }
        Fields body = new Fields(json);
        ObjectRef ref = new ObjectRef(apiVersion, kind, metadata(body, "namespace"), metadata(body, "name"));
        return new LiveObject(ref, metadata(body, "uid"), metadata(body, "resourceVersion"), body, ownFields, others);
    }

    private static String metadata(Fields body, String key) {
        return body.text("metadata", key).orElse("");
    }

    private static Fields ownFields(@Nullable Object managedFields) {
        if (managedFields instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map
                        && FIELD_MANAGER.equals(map.get("manager"))
                        && "Apply".equals(map.get("operation"))
                        && !map.containsKey("subresource")
                        && map.get("fieldsV1") instanceof Map<?, ?> fields) {
                    return new Fields(strings(fields));
                }
            }
        }
        return Fields.EMPTY;
    }

    private static List<FieldOwner> others(@Nullable Object managedFields) {
        SortedMap<String, List<FieldOwner>> byTime = new TreeMap<>(Comparator.reverseOrder());
        if (managedFields instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map
                        && map.get("manager") instanceof String manager
                        && map.get("time") instanceof String time
                        && !manager.equals(FIELD_MANAGER)
                        && !map.containsKey("subresource")) {
                    Fields fields =
                            map.get("fieldsV1") instanceof Map<?, ?> has ? new Fields(strings(has)) : Fields.EMPTY;
                    byTime.computeIfAbsent(time, any -> new ArrayList<>()).add(new FieldOwner(manager, fields));
                }
            }
        }
        return byTime.values().stream().flatMap(List::stream).toList();
    }

    @SuppressWarnings("unchecked") // JSON's maps have string keys.
    private static Map<String, Object> strings(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }
}
