package io.fairlead.ownership;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.FieldOwner;
import io.fairlead.model.LiveObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The other field managers that own a field of an object.
 *
 * @param last the manager that wrote the object last, used if no other manager owns the field
 * @param here for each manager that owns something at this place, its part of {@code fieldsV1}; the last writer first
 * @see <a
 *      href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/fieldpath/serialize-pe.go">fieldsV1</a>
 */
record Owners(String last, Map<String, Map<?, ?>> here) {

    private static final String UNKNOWN = "an unknown manager";

    static Owners of(LiveObject live) {
        List<FieldOwner> others = live.others();
        Map<String, Map<?, ?>> roots = new LinkedHashMap<>();
        others.stream()
                .filter(owner -> !owner.fields().map().isEmpty())
                .forEach(owner ->
                        roots.putIfAbsent(owner.manager(), owner.fields().map()));
        return new Owners(others.isEmpty() ? UNKNOWN : others.get(0).manager(), roots);
    }

    /** The owners of the field or of anything in it. */
    Owners field(String key) {
        Map<String, Map<?, ?>> below = new LinkedHashMap<>();
        here.forEach((manager, at) -> {
            if (at.get(FieldsV1.FIELD + key) instanceof Map<?, ?> inner) {
                below.put(manager, inner);
            } else if (isWhole(at)) {
                below.put(manager, at);
            }
        });
        return new Owners(last, below);
    }

    /** The owners of the list item or of anything in it. */
    Owners item(@Nullable Object live) {
        Map<String, Map<?, ?>> below = new LinkedHashMap<>();
        here.forEach((manager, at) -> {
            if (isWhole(at)) {
                below.put(manager, at);
            }
            at.forEach((key, inner) -> {
                if (inner instanceof Map<?, ?> map && isItem(String.valueOf(key), live)) {
                    below.put(manager, map);
                }
            });
        });
        return new Owners(last, below);
    }

    String name() {
        return here.isEmpty() ? last : here.keySet().iterator().next();
    }

    /** An entry without children owns everything below it. */
    private static boolean isWhole(Map<?, ?> at) {
        return at.isEmpty();
    }

    private static boolean isItem(String key, @Nullable Object live) {
        if (key.startsWith(FieldsV1.SET_ITEM)) {
            return key.substring(FieldsV1.SET_ITEM.length()).equals(String.valueOf(live))
                    || key.equals(FieldsV1.SET_ITEM + '"' + live + '"');
        }
        if (!key.startsWith(FieldsV1.KEYED_ITEM) || !(live instanceof Map<?, ?> map)) {
            return false;
        }
        JsonObject names = JsonParser.parseString(key.substring(FieldsV1.KEYED_ITEM.length()))
                .getAsJsonObject();
        return names.entrySet().stream().allMatch(name -> isValue(name.getValue(), map.get(name.getKey())));
    }

    private static boolean isValue(JsonElement wanted, @Nullable Object has) {
        return wanted.getAsString().equals(Objects.toString(has));
    }
}
