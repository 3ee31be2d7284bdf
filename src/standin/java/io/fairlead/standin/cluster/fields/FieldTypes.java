package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the API server's schema says of a kind's lists and maps: which lists are keyed and by what, which are sets, and
 * which maps are one value. Everything it does not name is a granular map or an atomic list.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy">merge strategy</a>
 */
public enum FieldTypes {
    /** Services: ports are keyed by port and protocol. */
    SERVICE,
    /** Pods and the kinds with a pod template: ports are keyed by containerPort and protocol. */
    WORKLOAD,
    /** The other built-in kinds. */
    BUILT_IN,
    /** Kinds of custom resource definitions that declare no list types: only their metadata is keyed. */
    CUSTOM;

    private static final List<String> BY_NAME = List.of("name");
    private static final Map<String, List<String>> KEYED = Map.ofEntries(
            Map.entry("containers", BY_NAME),
            Map.entry("initContainers", BY_NAME),
            Map.entry("env", BY_NAME),
            Map.entry("volumes", BY_NAME),
            Map.entry("imagePullSecrets", BY_NAME),
            Map.entry("secrets", BY_NAME),
            Map.entry("volumeMounts", List.of("mountPath")),
            Map.entry("volumeDevices", List.of("devicePath")),
            Map.entry("hostAliases", List.of("ip")),
            Map.entry("podIPs", List.of("ip")),
            Map.entry("conditions", List.of("type")),
            Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));
    private static final Set<String> ATOMIC_MAPS = Set.of(
            "selector",
            "nodeSelector",
            "podSelector",
            "namespaceSelector",
            "labelSelector",
            "fieldRef",
            "resourceFieldRef",
            "configMapKeyRef",
            "secretKeyRef",
            "imagePullSecrets");

    /** The fields that name an item of a list; empty where the list is atomic or a set. */
    List<String> keys(String field) {
        if (field.equals("ownerReferences")) {
            return List.of("uid");
        }
        if (this == CUSTOM) {
            return List.of();
        }
        return field.equals("ports") ? portKeys() : KEYED.getOrDefault(field, List.of());
    }

    private List<String> portKeys() {
        return switch (this) {
            case SERVICE -> List.of("port", "protocol");
            case WORKLOAD -> List.of("containerPort", "protocol");
            case BUILT_IN, CUSTOM -> List.of();
        };
    }

    boolean isAtomicList(String field) {
        return !isSet(field) && keys(field).isEmpty();
    }

    boolean isSet(String field) {
        return field.equals("finalizers") || field.equals("podCIDRs");
    }

    boolean isAtomicMap(String field) {
        return this != CUSTOM && ATOMIC_MAPS.contains(field);
    }

    /**
     * The path element of one item of a keyed list or set. A port without a protocol is a TCP port, an item without a name has an empty one.
     *
     * @throws IllegalArgumentException where the item lacks a key
     */
    String element(String field, JsonElement item) {
        List<String> keys = keys(field);
        if (keys.isEmpty()) {
            return "v:" + item;
        }
        JsonObject named = new JsonObject();
        keys.stream().sorted().forEach(key -> named.add(key, keyValue(item, key)));
        return "k:" + named;
    }

    private static JsonElement keyValue(JsonElement item, String key) {
        if (item.isJsonObject() && item.getAsJsonObject().has(key)) {
            return item.getAsJsonObject().get(key);
        }
        if (key.equals("protocol")) {
            return new JsonPrimitive("TCP");
        }
        if (key.equals("name")) {
            return new JsonPrimitive("");
        }
        throw new IllegalArgumentException(
                "associative list with keys has an element that omits key field \"" + key + "\"");
    }
}
