package io.fairlead.ownership;

import io.fairlead.model.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the API server notes in {@code managedFields} for the manager of a server-side apply, for the kinds that Fairlead
 * applies.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management">Field management</a>
 */
public final class OwnFields {

    private static final List<String> IDENTITY = List.of("apiVersion", "kind");
    private static final List<String> NAMES = List.of("name", "namespace");

    private OwnFields() {}

    /** The entry of who applied {@code body}. */
    public static Fields of(Fields body) {
        Map<String, Object> owned = new LinkedHashMap<>();
        body.map().forEach((key, value) -> {
            if (key.equals("metadata")) {
                Map<String, Object> metadata =
                        new LinkedHashMap<>(body.at("metadata").map());
                NAMES.forEach(metadata::remove);
                owned.put("f:metadata", entries(metadata));
            } else if (!IDENTITY.contains(key)) {
                owned.put("f:" + key, owned(key, value));
            }
        });
        return new Fields(owned);
    }

    private static Object owned(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return entries(map);
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map<?, ?>) {
            return elements(key, list);
        }
        return Map.of();
    }

    private static Map<String, Object> entries(Map<?, ?> map) {
        Map<String, Object> owned = new LinkedHashMap<>();
        map.forEach((key, value) -> owned.put("f:" + key, owned(String.valueOf(key), value)));
        return owned;
    }

    private static Object elements(String key, List<?> list) {
        Map<String, Object> owned = new LinkedHashMap<>();
        for (Object element : list) {
            Map<?, ?> fields = (Map<?, ?>) element;
            String name = switch (key) {
                case "containers", "env" -> "{\"name\":\"" + fields.get("name") + "\"}";
                case "ports" ->
                    fields.containsKey("containerPort")
                            ? "{\"containerPort\":" + fields.get("containerPort") + ",\"protocol\":\""
                                    + fields.get("protocol") + "\"}"
                            : "{\"port\":" + fields.get("port") + ",\"protocol\":\"" + fields.get("protocol") + "\"}";
                case "topologySpreadConstraints" ->
                    "{\"topologyKey\":\"" + fields.get("topologyKey") + "\",\"whenUnsatisfiable\":\""
                            + fields.get("whenUnsatisfiable") + "\"}";
                default -> "";
            };
            if (name.isEmpty()) {
                return Map.of();
            }
            owned.put("k:" + name, entries(fields));
        }
        return owned;
    }
}
