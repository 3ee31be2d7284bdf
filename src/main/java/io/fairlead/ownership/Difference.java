package io.fairlead.ownership;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server-side apply of an intent would change the live object, decided without a request to the API server.
 *
 * <p>The answer comes from the {@code fieldsV1} entry of Fairlead's own field manager. When another manager updates one
 * of Fairlead's fields, the field leaves that entry. A field that Fairlead applied before and no longer wants stays in
 * it. The schema is not needed, because the entry shows which lists have keys ({@code k:}), which are sets ({@code v:})
 * and which fields are atomic (no children). The order of keyed items is ignored. Empty maps and lists are ignored too:
 * API servers disagree on whether an entry records them.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-Side Apply</a>
 * @see <a
 *      href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/fieldpath/serialize-pe.go">fieldsV1</a>
 */
public final class Difference {

    /** The fields that identify an object; {@code fieldsV1} never lists them. */
    private static final Set<String> NAMING_ROOT = Set.of("apiVersion", "kind");

    private static final Set<String> NAMING_METADATA = Set.of("name", "namespace");

    private Difference() {}

    /**
     * Whether applying {@code intent} would change {@code live}: Fairlead does not own a field of the intent, the
     * field's value differs, or Fairlead owns a field that the intent lacks. The intent's quantities must be canonical,
     * and its keyed list items must have all their keys (a port its {@code protocol}).
     */
    public static boolean differs(Manifest intent, LiveObject live) {
        Map<String, Object> wanted = without(intent.body().map(), NAMING_ROOT);
        Object metadata = wanted.get("metadata");
        if (metadata instanceof Map<?, ?> map) {
            wanted.put("metadata", without(map, NAMING_METADATA));
        }
        return differs(wanted, live.body().map(), live.ownFields().map());
    }

    private static boolean differs(Object wanted, @Nullable Object live, @Nullable Object owned) {
        Map<?, ?> own = owned instanceof Map<?, ?> entry ? entry : null;
        if (isEmpty(wanted)) {
            return own != null && hasChildren(own);
        }
        if (own == null || live == null) {
            return true;
        }
        if (!hasChildren(own)) {
            return own.containsKey(FieldsV1.SELF) || !sameValue(wanted, live);
        }
        if (wanted instanceof Map<?, ?> map) {
            return !(live instanceof Map<?, ?> liveMap) || fieldsDiffer(map, liveMap, own);
        }
        if (wanted instanceof List<?> list) {
            return !(live instanceof List<?> liveList) || itemsDiffer(list, liveList, own);
        }
        return true;
    }

    private static boolean fieldsDiffer(Map<?, ?> wanted, Map<?, ?> live, Map<?, ?> own) {
        for (Map.Entry<?, ?> field : wanted.entrySet()) {
            if (differs(
                    Objects.requireNonNull(field.getValue()),
                    live.get(field.getKey()),
                    own.get(FieldsV1.FIELD + field.getKey()))) {
                return true;
            }
        }
        return own.keySet().stream()
                .anyMatch(key -> !FieldsV1.SELF.equals(key) && !isWantedField(wanted, key.toString()));
    }

    private static boolean isWantedField(Map<?, ?> wanted, String ownKey) {
        return ownKey.startsWith(FieldsV1.FIELD) && wanted.containsKey(ownKey.substring(FieldsV1.FIELD.length()));
    }

    private static boolean itemsDiffer(List<?> wanted, List<?> live, Map<?, ?> own) {
        Set<String> keys = new HashSet<>();
        own.keySet().forEach(key -> keys.add(key.toString()));
        keys.remove(FieldsV1.SELF);
        if (keys.size() != wanted.size()) {
            return true;
        }
        if (keys.stream().allMatch(key -> key.startsWith(FieldsV1.SET_ITEM))) {
            return keys.stream().anyMatch(key -> {
                Object value = scalar(JsonParser.parseString(key.substring(FieldsV1.SET_ITEM.length())));
                return !wanted.contains(value) || !live.contains(value);
            });
        }
        return !keys.stream().allMatch(key -> key.startsWith(FieldsV1.KEYED_ITEM))
                || keyedItemsDiffer(wanted, live, own, keys);
    }

    private static boolean keyedItemsDiffer(List<?> wanted, List<?> live, Map<?, ?> own, Set<String> keys) {
        Map<Map<String, Object>, String> ownItems = new HashMap<>();
        keys.forEach(key -> ownItems.put(itemKey(key.substring(FieldsV1.KEYED_ITEM.length())), key));
        Set<String> names = ownItems.keySet().iterator().next().keySet();
        Map<Map<String, Object>, Object> liveItems = new HashMap<>();
        live.forEach(
                item -> keyOf(item, names).ifPresent(key -> liveItems.putIfAbsent(key, Objects.requireNonNull(item))));
        for (Object item : wanted) {
            Optional<Map<String, Object>> key = keyOf(item, names);
            if (key.isEmpty()) {
                return true;
            }
            String ownKey = ownItems.remove(key.get());
            if (ownKey == null || differs(Objects.requireNonNull(item), liveItems.get(key.get()), own.get(ownKey))) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Object> itemKey(String json) {
        JsonObject object = JsonParser.parseString(json).getAsJsonObject();
        Map<String, Object> key = new HashMap<>();
        object.entrySet().forEach(part -> key.put(part.getKey(), scalar(part.getValue())));
        return key;
    }

    /** The values of the key fields {@code names}; empty if one is missing. */
    private static Optional<Map<String, Object>> keyOf(@Nullable Object item, Set<String> names) {
        Map<String, Object> key = new HashMap<>();
        for (String name : names) {
            Object value = item instanceof Map<?, ?> map ? map.get(name) : null;
            if (value == null) {
                return Optional.empty();
            }
            key.put(name, value);
        }
        return Optional.of(key);
    }

    /** The value in the form that {@link io.fairlead.model.Fields} uses. */
    private static Object scalar(JsonElement element) {
        JsonPrimitive value = element.getAsJsonPrimitive();
        if (value.isBoolean()) {
            return value.getAsBoolean();
        }
        return value.isNumber() ? (Object) value.getAsLong() : value.getAsString();
    }

    private static boolean hasChildren(Map<?, ?> own) {
        return own.size() > (own.containsKey(FieldsV1.SELF) ? 1 : 0);
    }

    private static boolean isEmpty(Object value) {
        return (value instanceof Map<?, ?> map && map.isEmpty()) || (value instanceof List<?> list && list.isEmpty());
    }

    private static boolean sameValue(Object wanted, Object live) {
        return wanted.equals(live) || withoutEmpties(wanted).equals(withoutEmpties(live));
    }

    private static Object withoutEmpties(Object value) {
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            list.forEach(item -> kept.add(withoutEmpties(Objects.requireNonNull(item))));
            return kept;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> kept = new HashMap<>();
        map.forEach((key, item) -> {
            Object inner = withoutEmpties(Objects.requireNonNull(item));
            if (!isEmpty(inner)) {
                kept.put(Objects.requireNonNull(key), inner);
            }
        });
        return kept;
    }

    private static Map<String, Object> without(Map<?, ?> map, Set<String> names) {
        Map<String, Object> copy = new HashMap<>();
        map.forEach((key, value) -> {
            if (!names.contains(String.valueOf(key))) {
                copy.put(String.valueOf(key), Objects.requireNonNull(value));
            }
        });
        return copy;
    }
}
