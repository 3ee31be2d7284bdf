package io.fairlead.standin.hub;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * IoT Edge deployments to one device, as far as IoT Hub writes the twins of the device's modules for them. The base deployment
 * of the highest priority counts, and with it the layers of a higher priority than its own, the highest last. {@code
 * properties.desired} gives a module all its desired properties, {@code properties.desired.a.b} the value at that path.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-edge/module-deployment-monitoring#layered-deployment">Layered
 *     deployment</a>
 */
public final class Deployments {

    private static final String WHOLE = TwinPath.DESIRED;
    private static final Set<String> SYSTEM = Set.of("$edgeAgent", "$edgeHub");

    private final HubStandIn hub;
    private final String device;
    private final Map<String, Deployment> all = new LinkedHashMap<>();
    private final Map<String, Set<String>> written = new HashMap<>();

    /**
     * A deployment.
     *
     * @param priority the higher one wins
     * @param modules what it gives each module
     */
    private record Deployment(int priority, JsonObject modules) {
        private boolean isBase() {
            return modules.has("$edgeAgent")
                    && modules.getAsJsonObject("$edgeAgent").has(WHOLE);
        }
    }

    /** None yet; the device's modules have to be registered. */
    public Deployments(HubStandIn hub, String device) {
        this.hub = hub;
        this.device = device;
    }

    /** Creates a deployment; its content cannot change later. */
    public void create(String id, int priority, JsonObject manifest) {
        JsonObject content = manifest.has("content") ? manifest.getAsJsonObject("content") : manifest;
        Deployment deployment = new Deployment(priority, content.getAsJsonObject("modulesContent"));
        if (all.putIfAbsent(id, deployment) != null) {
            throw HubRefusal.invalid("the deployment " + id + " exists; its content cannot change");
        }
        evaluate();
    }

    /** Deletes a deployment. */
    public void delete(String id) {
        all.remove(id);
        evaluate();
    }

    /** Writes what the deployments say over what the twins say. IoT Hub does it after each change and every five minutes. */
    public void evaluate() {
        List<JsonObject> effective = effective();
        Set<String> modules = new TreeSet<>(written.keySet());
        effective.forEach(content -> modules.addAll(content.keySet()));
        modules.removeAll(SYSTEM);
        modules.forEach(module -> write(module, effective));
    }

    private List<JsonObject> effective() {
        List<Deployment> ascending = new ArrayList<>(all.values());
        ascending.sort(Comparator.comparingInt(Deployment::priority));
        int base = ascending.stream()
                .filter(Deployment::isBase)
                .mapToInt(Deployment::priority)
                .max()
                .orElse(Integer.MAX_VALUE);
        return ascending.stream()
                .filter(deployment ->
                        deployment.isBase() ? deployment.priority() == base : deployment.priority() > base)
                .map(Deployment::modules)
                .toList();
    }

    private void write(String module, List<JsonObject> effective) {
        HubTwin twin = hub.twin(device, module);
        JsonObject before = twin.desired();
        JsonObject after = before.deepCopy();
        written.getOrDefault(module, Set.of()).forEach(path -> TwinPath.set(after, path, JsonNull.INSTANCE));
        Set<String> paths = new TreeSet<>();
        boolean whole = false;
        for (JsonObject content : effective) {
            JsonObject given = content.has(module) ? content.getAsJsonObject(module) : new JsonObject();
            if (given.has(WHOLE)) {
                whole = true;
                paths.clear();
                Set.copyOf(after.keySet()).forEach(after::remove);
                given.getAsJsonObject(WHOLE).deepCopy().asMap().forEach(after::add);
            }
            given.keySet().stream().filter(key -> key.startsWith(WHOLE + ".")).forEach(key -> {
                String path = TwinPath.below(key);
                paths.add(path);
                TwinPath.set(after, path, given.get(key).deepCopy());
            });
        }
        written.put(module, paths);
        if (!after.equals(before)) {
            if (whole) {
                twin.replaceDesired(after);
            } else {
                twin.patchDesired(MergePatch.difference(before, after));
            }
        }
    }
}
