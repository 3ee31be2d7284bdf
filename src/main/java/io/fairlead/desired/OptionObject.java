package io.fairlead.desired;

import static io.fairlead.desired.Problems.entry;
import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.kind;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An object of create options. Its keys are taken one by one; a key that remains is a problem unless its value has no
 * effect. The portal and {@code docker inspect} write many such keys.
 */
final class OptionObject {

    private static final String ENDPOINTS = "EndpointsConfig";

    /** Maps in which a key has a meaning even if its value is empty. */
    private static final Set<String> SETS = Set.of(
            "ExposedPorts",
            "PortBindings",
            "Labels",
            "Volumes",
            "Tmpfs",
            "Sysctls",
            ENDPOINTS,
            "nodeSelector",
            "securityContext");

    /** Options that a stateless app without privileges must not use. */
    private static final Set<String> FORBIDDEN = Set.of(
            "Privileged",
            "Binds",
            "Mounts",
            "Volumes",
            "VolumesFrom",
            "volumes",
            "Devices",
            "DeviceCgroupRules",
            "DeviceRequests",
            "CapAdd",
            "SecurityOpt");

    /** Namespaces of the container. The namespaces of the host or of another container are forbidden. */
    private static final Set<String> NAMESPACES =
            Set.of("NetworkMode", "PidMode", "IpcMode", "UTSMode", "UsernsMode", "CgroupnsMode", "NetworkingConfig");

    /**
     * Options that no app in the cluster could notice: paths that Docker itself uses, options for image builds or for the
     * client that starts a container, and options for Windows only
     * (<a href="https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerCreate">Docker
     * Engine API</a>).
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "LogConfig",
            "ContainerIDFile",
            "ConsoleSize",
            "AttachStdin",
            "AttachStdout",
            "AttachStderr",
            "AutoRemove",
            "CgroupParent",
            "VolumeDriver",
            "OnBuild",
            "Shell",
            "ArgsEscaped",
            "KernelMemory",
            "Isolation",
            "CpuCount",
            "CpuPercent",
            "IOMaximumIOps",
            "IOMaximumBandwidth");

    /** Options that another key of a tier replaces. */
    private static final Map<String, String> INSTEAD = Map.of(
            "Healthcheck", "probe",
            "Memory", "resources.memoryLimit",
            "MemoryReservation", "resources.memory",
            "NanoCpus", "resources.cpuLimit",
            "CpuShares", "resources.cpu");

    /** The networks that every module is connected to anyway. */
    private static final Set<String> USUAL_NETWORKS = Set.of("azure-iot-edge", "bridge", "default");

    private final String path;
    private final JsonObject rest;
    private final Problems problems;

    OptionObject(String path, JsonObject object, Problems problems) {
        this.path = path;
        this.rest = object.deepCopy();
        this.problems = problems;
    }

    String at(String key) {
        return in(path, key);
    }

    /** The value, if it is set and not empty. */
    Optional<JsonElement> take(String key) {
        return Optional.ofNullable(rest.remove(key)).filter(value -> saysSomething(key, value));
    }

    Optional<String> text(String key) {
        return take(key, OptionObject::isText, "a string").map(JsonElement::getAsString);
    }

    /** A quantity, given as a string or as a number. */
    Optional<String> quantity(String key) {
        return take(key, value -> isText(value) || isNumber(value), "a string").map(JsonElement::getAsString);
    }

    /** Strings; Docker accepts a single one without an array. */
    Optional<JsonArray> words(String key) {
        return take(key)
                .map(value -> {
                    JsonArray one = new JsonArray();
                    one.add(value);
                    return isText(value) ? one : value;
                })
                .filter(value -> is(key, value, OptionObject::isWords, "an array of strings"))
                .map(JsonElement::getAsJsonArray);
    }

    /** A map of strings, in the order of its keys. */
    Map<String, String> map(String key) {
        Map<String, String> map = new TreeMap<>();
        object(key)
                .ifPresent(object -> object.rest.asMap().forEach((name, value) -> {
                    if (object.is(name, value, OptionObject::isText, "a string")) {
                        map.put(name, value.getAsString());
                    }
                }));
        return map;
    }

    Optional<OptionObject> object(String key) {
        return take(key, JsonElement::isJsonObject, "an object")
                .map(value -> new OptionObject(at(key), value.getAsJsonObject(), problems));
    }

    /** The objects of a list. If the value is no list, that is a problem. */
    List<OptionObject> objects(String key) {
        List<OptionObject> objects = new ArrayList<>();
        take(key, JsonElement::isJsonArray, "an array of objects").ifPresent(list -> {
            for (int i = 0; i < list.getAsJsonArray().size(); i++) {
                JsonElement item = list.getAsJsonArray().get(i);
                String name = entry(key, i);
                if (is(name, item, JsonElement::isJsonObject, "an object")) {
                    objects.add(new OptionObject(at(name), item.getAsJsonObject(), problems));
                }
            }
        });
        return objects;
    }

    List<String> keys() {
        return List.copyOf(rest.keySet());
    }

    /** Takes a key whose value, or each string of its list, only repeats what is true anyway. */
    void expect(String key, String... usual) {
        JsonElement value = rest.get(key);
        if (value != null && isUsual(value, Set.of(usual))) {
            rest.remove(key);
        }
    }

    /** Takes the networks of the container if they are the usual ones and have no settings. */
    void expectUsualNetworks(String key) {
        if (rest.get(key) instanceof JsonObject networking
                && networking.keySet().equals(Set.of(ENDPOINTS))
                && networking.get(ENDPOINTS) instanceof JsonObject endpoints
                && endpoints.entrySet().stream()
                        .allMatch(network -> USUAL_NETWORKS.contains(network.getKey())
                                && !saysSomething(network.getKey(), network.getValue()))) {
            rest.remove(key);
        }
    }

    /** Whether the key has this value. */
    boolean is(String key, String value) {
        return new JsonPrimitive(value).equals(rest.get(key));
    }

    private static boolean isUsual(JsonElement value, Set<String> usual) {
        return value.isJsonArray()
                ? value.getAsJsonArray().asList().stream().allMatch(item -> isUsual(item, usual))
                : value.isJsonPrimitive() && usual.contains(value.getAsString());
    }

    void problem(String key, Code code, String message) {
        problems.add(at(key), code, message);
    }

    /** Reports each remaining key as a problem. */
    void end() {
        rest.asMap().forEach((key, value) -> {
            if (saysSomething(key, value)) {
                leftOver(key, value);
            }
        });
    }

    private void leftOver(String key, JsonElement value) {
        if (FORBIDDEN.contains(key) || (NAMESPACES.contains(key) && isShared(value))) {
            problem(
                    key,
                    Code.ForbiddenSetting,
                    "`" + key + "` is not for an app that keeps no state and has no part in the node; leave it out.");
        } else if (WITHOUT_EFFECT.contains(key)) {
            problem(key, Code.IgnoredSetting, "`" + key + "` has no effect in the cluster; it can be left out.");
        } else {
            problem(
                    key,
                    Code.UnsupportedSetting,
                    "`" + key + "` cannot be carried out in the cluster; "
                            + (INSTEAD.containsKey(key)
                                    ? "use the tier's `" + INSTEAD.get(key) + "` instead."
                                    : "leave it out."));
        }
    }

    /** Whether the value names a shared namespace; a network with the name {@code host} counts too. */
    private static boolean isShared(JsonElement value) {
        return isText(value)
                ? value.getAsString().equals("host") || value.getAsString().startsWith("container:")
                : value.toString().contains("\"host\":");
    }

    private Optional<JsonElement> take(String key, Predicate<JsonElement> fits, String wanted) {
        return take(key).filter(value -> is(key, value, fits, wanted));
    }

    private boolean is(String key, JsonElement value, Predicate<JsonElement> fits, String wanted) {
        if (!fits.test(value)) {
            problem(key, Code.WrongType, "It is " + kind(value) + "; give " + wanted + ".");
            return false;
        }
        return true;
    }

    /** Whether the value is more than null, false, 0, or an empty structure. */
    private static boolean saysSomething(String key, JsonElement value) {
        if (value.isJsonObject()) {
            Map<String, JsonElement> children = value.getAsJsonObject().asMap();
            return SETS.contains(key)
                    ? !children.isEmpty()
                    : children.entrySet().stream().anyMatch(child -> saysSomething(child.getKey(), child.getValue()));
        }
        if (value.isJsonArray()) {
            return !value.getAsJsonArray().isEmpty();
        }
        if (value.isJsonNull()) {
            return false;
        }
        return isText(value)
                ? !value.getAsString().isEmpty()
                : !Set.of("false", "0").contains(value.getAsString());
    }

    private static boolean isWords(JsonElement value) {
        return value.isJsonArray() && value.getAsJsonArray().asList().stream().allMatch(OptionObject::isText);
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }
}
