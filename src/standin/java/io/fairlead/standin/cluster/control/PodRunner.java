package io.fairlead.standin.cluster.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Scheduler and kubelet: places pods on the nodes in turn, gives them addresses out of 172.27.0.0/16, makes them ready. */
final class PodRunner implements Controller {
    private static final String MANAGER = "kubelet";

    private final ClusterWriter cluster;
    private final Knobs knobs;
    private final Map<String, Instant> seen = new HashMap<>();

    PodRunner(ClusterWriter cluster, Knobs knobs) {
        this.cluster = cluster;
        this.knobs = knobs;
    }

    static boolean isReady(JsonObject pod) {
        return Json.objects(pod, "status", "conditions").stream()
                .anyMatch(condition -> Json.text(condition, "type").equals("Ready")
                        && Json.text(condition, "status").equals("True"));
    }

    @Override
    public Duration reconcile() {
        List<JsonObject> pods = cluster.list(Catalog.POD);
        Set<String> uids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        pods.forEach(pod -> {
            uids.add(Json.text(pod, "metadata", "uid"));
            addresses.add(Json.text(pod, "status", "podIP"));
        });
        seen.keySet().retainAll(uids);
        Duration next = IDLE;
        for (JsonObject pod : pods) {
            Duration asked = isReady(pod) ? IDLE : run(pod, addresses);
            next = asked.compareTo(next) < 0 ? asked : next;
        }
        return next;
    }

    private Duration run(JsonObject pod, Set<String> addresses) {
        Instant start = seen.computeIfAbsent(Json.text(pod, "metadata", "uid"), any -> Instant.now());
        Duration left = Duration.between(Instant.now(), start.plus(knobs.podsReadyAfter()));
        if (left.isPositive()) {
            return left;
        }
        ObjectKey key = ObjectKey.of(Catalog.POD, pod);
        List<JsonObject> all = cluster.list(Catalog.NODE);
        List<JsonObject> nodes = all.stream().filter(node -> admits(node, pod)).toList();
        if (nodes.isEmpty()) {
            pend(key, pod, all.size());
            return Duration.ofMillis(500);
        }
        JsonObject node = nodes.get(Math.floorMod(key.hashCode(), nodes.size()));
        cluster.change(
                key,
                live -> Json.child(live, "spec").addProperty("nodeName", Json.text(node, "metadata", "name")),
                Writer.of("kube-scheduler"));
        List<String> failing = Json.objects(pod, "spec", "containers").stream()
                .map(container -> Json.text(container, "image"))
                .filter(knobs::fails)
                .toList();
        String address = failing.isEmpty() ? freeAddress(addresses) : "";
        cluster.change(key, live -> live.add("status", status(live, node, failing, address)), Writer.status(MANAGER));
        if (!failing.isEmpty()) {
            String why = "Back-off pulling image \"" + failing.getFirst() + '"';
            cluster.event(key, pod, "Normal", "BackOff", why, MANAGER);
            return Duration.ofMillis(500);
        }
        return IDLE;
    }

    private static boolean admits(JsonObject node, JsonObject pod) {
        return Json.map(node, "metadata", "labels")
                .entrySet()
                .containsAll(Json.map(pod, "spec", "nodeSelector").entrySet());
    }

    /** The scheduler found no node: it says so once, and the pod waits. */
    private void pend(ObjectKey key, JsonObject pod, int nodes) {
        if (!Json.objects(pod, "status", "conditions").isEmpty()) {
            return;
        }
        String why =
                "0/" + nodes + " nodes are available: " + nodes + " node(s) didn't match Pod's node affinity/selector.";
        JsonObject condition = Json.ofTexts(Map.of(
                "type",
                "PodScheduled",
                "status",
                "False",
                "reason",
                "Unschedulable",
                "message",
                why,
                "lastTransitionTime",
                ClusterWriter.now()));
        JsonObject status = Json.ofTexts(Map.of("phase", "Pending", "qosClass", "Burstable"));
        status.add("conditions", Json.ofObjects(List.of(condition)));
        cluster.change(key, live -> live.add("status", status), Writer.status("kube-scheduler"));
        cluster.event(key, pod, "Warning", "FailedScheduling", why, "default-scheduler");
    }

    private static String freeAddress(Set<String> used) {
        String free = IntStream.range(2, 0xffff)
                .mapToObj(i -> "172.27." + (i >> 8) + "." + (i & 0xff))
                .filter(address -> !used.contains(address))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("172.27.0.0/16 is used up"));
        used.add(free);
        return free;
    }

    private static JsonObject status(JsonObject pod, JsonObject node, List<String> failing, String address) {
        boolean runs = failing.isEmpty();
        JsonObject status = new JsonObject();
        status.addProperty("phase", runs ? "Running" : "Pending");
        status.addProperty("qosClass", "Burstable");
        status.addProperty("startTime", Json.text(pod, "metadata", "creationTimestamp"));
        String hostIp = Json.objects(node, "status", "addresses").stream()
                .filter(known -> Json.text(known, "type").equals("InternalIP"))
                .map(known -> Json.text(known, "address"))
                .findFirst()
                .orElse("");
        status.addProperty("hostIP", hostIp);
        if (runs) {
            status.addProperty("podIP", address);
            status.add("podIPs", Json.ofObjects(List.of(Json.ofTexts(Map.of("ip", address)))));
        }
        JsonArray conditions = new JsonArray();
        for (String type : List.of("PodScheduled", "Initialized", "ContainersReady", "Ready")) {
            boolean met = runs || type.equals("PodScheduled") || type.equals("Initialized");
            conditions.add(condition(pod, type, met ? "True" : "False"));
        }
        status.add("conditions", conditions);
        JsonArray containers = new JsonArray();
        Json.objects(pod, "spec", "containers")
                .forEach(container -> containers.add(containerStatus(pod, container, failing)));
        status.add("containerStatuses", containers);
        return status;
    }

    private static JsonObject condition(JsonObject pod, String type, String value) {
        JsonObject condition = Json.ofTexts(Map.of("type", type, "status", value));
        String since = Json.objects(pod, "status", "conditions").stream()
                .filter(old -> Json.text(old, "type").equals(type)
                        && Json.text(old, "status").equals(value))
                .map(old -> Json.text(old, "lastTransitionTime"))
                .findFirst()
                .orElseGet(ClusterWriter::now);
        condition.addProperty("lastTransitionTime", since);
        return condition;
    }

    private static JsonObject containerStatus(JsonObject pod, JsonObject container, List<String> failing) {
        JsonObject status = new JsonObject();
        String image = Json.text(container, "image");
        boolean fails = failing.contains(image);
        status.addProperty("name", Json.text(container, "name"));
        status.addProperty("image", image);
        status.addProperty("imageID", "");
        status.addProperty("ready", failing.isEmpty());
        status.addProperty("started", failing.isEmpty());
        status.addProperty("restartCount", 0);
        if (fails) {
            JsonObject waiting = Json.child(status, "state", "waiting");
            waiting.addProperty("reason", "ImagePullBackOff");
            waiting.addProperty("message", "Back-off pulling image \"" + image + '"');
        } else if (failing.isEmpty()) {
            String since = Json.text(pod, "metadata", "creationTimestamp");
            Json.child(status, "state", "running").addProperty("startedAt", since);
        } else {
            Json.child(status, "state", "waiting").addProperty("reason", "ContainerCreating");
        }
        return status;
    }
}
