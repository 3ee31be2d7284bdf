package io.fairlead.standin.cluster.control;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps a Deployment's pods, without ReplicaSets in between: a rolling update makes all new pods at once and removes
 * the old ones when the new are ready; Recreate removes the old ones first.
 */
final class DeploymentController implements Controller {
    static final String MANAGER = "kube-controller-manager";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    static final String HASH = "pod-template-hash";

    private final ClusterWriter cluster;
    private final Map<String, Rollout> rollouts = new HashMap<>();

    DeploymentController(ClusterWriter cluster) {
        this.cluster = cluster;
    }

    @Override
    public Duration reconcile() {
        Map<String, List<JsonObject>> pods = new HashMap<>();
        for (JsonObject pod : cluster.list(Catalog.POD)) {
            for (JsonObject owner : Json.objects(pod, "metadata", "ownerReferences")) {
                pods.computeIfAbsent(Json.text(owner, "uid"), any -> new ArrayList<>())
                        .add(pod);
            }
        }
        Duration next = IDLE;
        for (JsonObject deployment : cluster.list(Catalog.DEPLOYMENT)) {
            String uid = Json.text(deployment, "metadata", "uid");
            Duration asked = reconcile(deployment, pods.getOrDefault(uid, List.of()));
            next = asked.compareTo(next) < 0 ? asked : next;
        }
        return next;
    }

    private Duration reconcile(JsonObject deployment, List<JsonObject> pods) {
        String uid = Json.text(deployment, "metadata", "uid");
        String hash = hash(deployment);
        Rollout rollout = rollouts.computeIfAbsent(uid, any -> new Rollout());
        rollout.follow(hash);
        List<JsonObject> current =
                pods.stream().filter(pod -> hashOf(pod).equals(hash)).toList();
        List<JsonObject> old =
                pods.stream().filter(pod -> !hashOf(pod).equals(hash)).toList();
        int wanted = Json.number(deployment, 1, "spec", "replicas");
        boolean recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
        long ready = current.stream().filter(PodRunner::isReady).count();
        if (!old.isEmpty() && (recreate || ready >= wanted)) {
            old.forEach(pod -> cluster.delete(ObjectKey.of(Catalog.POD, pod)));
        } else {
            scale(deployment, hash, current, wanted);
        }
        return report(deployment, rollout, new Counts(wanted, pods.size(), current.size(), ready(pods), (int) ready));
    }

    private static int ready(List<JsonObject> pods) {
        return (int) pods.stream().filter(PodRunner::isReady).count();
    }

    private void scale(JsonObject deployment, String hash, List<JsonObject> current, int wanted) {
        for (int i = current.size(); i < wanted; i++) {
            cluster.create(Catalog.POD, Json.text(deployment, "metadata", "namespace"), pod(deployment, hash), MANAGER);
        }
        current.stream().skip(wanted).forEach(pod -> cluster.delete(ObjectKey.of(Catalog.POD, pod)));
    }

    private static JsonObject pod(JsonObject deployment, String hash) {
        JsonObject pod = new JsonObject();
        JsonObject template = Json.child(deployment.deepCopy(), "spec", "template");
        JsonObject metadata = Json.child(template, "metadata").deepCopy();
        String name = Json.text(deployment, "metadata", "name") + "-" + hash + "-" + Writes.suffix(5);
        metadata.addProperty("name", name);
        Json.child(metadata, "labels").addProperty(HASH, hash);
        metadata.add("ownerReferences", Json.ofObjects(List.of(ClusterWriter.ownedBy(Catalog.DEPLOYMENT, deployment))));
        pod.add("metadata", metadata);
        pod.add("spec", Json.child(template, "spec"));
        return pod;
    }

    private static String hashOf(JsonObject pod) {
        return Json.text(pod, "metadata", "labels", HASH);
    }

    private static String hash(JsonObject deployment) {
        int hash = Json.at(deployment, "spec", "template").hashCode();
        return Integer.toUnsignedString(hash, 36);
    }

    /** How many pods there are to be, are, are new, and are ready of all and of the new. */
    private record Counts(int wanted, int all, int current, int ready, int currentReady) {
        boolean isComplete() {
            return all == wanted && current == wanted && currentReady >= wanted;
        }
    }

    /** What has to be remembered of one Deployment's rollouts. */
    private static final class Rollout {
        private String hash = "";
        private String completed = "";
        private int revision;
        private String counted = "";
        private Instant progressed = Instant.now();

        void follow(String newHash) {
            if (!hash.equals(newHash)) {
                hash = newHash;
                revision++;
                progressed = Instant.now();
            }
        }

        void count(Counts counts) {
            if (!counted.equals(counts.toString())) {
                counted = counts.toString();
                progressed = Instant.now();
            }
            if (counts.isComplete()) {
                completed = hash;
            }
        }
    }

    /** The status speaks of the generation that was counted, whatever came meanwhile. */
    private Duration report(JsonObject deployment, Rollout rollout, Counts counts) {
        rollout.count(counts);
        ObjectKey key = ObjectKey.of(Catalog.DEPLOYMENT, deployment);
        number(key, deployment, Integer.toString(rollout.revision));
        Duration deadline = Duration.ofSeconds(Json.number(deployment, 600, "spec", "progressDeadlineSeconds"));
        Duration left = Duration.between(Instant.now(), rollout.progressed.plus(deadline));
        boolean settled = rollout.completed.equals(rollout.hash);
        JsonObject before =
                Json.at(deployment, "status").orElseGet(JsonObject::new).getAsJsonObject();
        JsonObject after = status(deployment, counts, settled, !left.isPositive());
        if (!after.equals(before)) {
            cluster.change(key, live -> live.add("status", after), Writer.status(MANAGER));
            if (counts.ready == counts.wanted && Json.number(before, 0, "readyReplicas") != counts.ready) {
                cluster.say(
                        "deployment controller: " + key.path() + ": " + counts.ready + "/" + counts.wanted + " ready");
            }
        }
        return settled || !left.isPositive() ? IDLE : left;
    }

    private void number(ObjectKey key, JsonObject deployment, String revision) {
        if (!Json.text(deployment, "metadata", "annotations", REVISION).equals(revision)) {
            cluster.change(
                    key,
                    live -> Json.child(live, "metadata", "annotations").addProperty(REVISION, revision),
                    Writer.status(MANAGER));
        }
    }

    private static JsonObject status(JsonObject live, Counts counts, boolean settled, boolean late) {
        JsonObject status = new JsonObject();
        status.addProperty("observedGeneration", Json.number(live, 1, "metadata", "generation"));
        positive(status, "replicas", counts.all);
        positive(status, "updatedReplicas", counts.current);
        positive(status, "readyReplicas", counts.ready);
        positive(status, "availableReplicas", counts.ready); // At once, whatever minReadySeconds says.
        positive(status, "unavailableReplicas", Math.max(0, Math.max(counts.wanted, counts.all) - counts.ready));
        boolean available = counts.ready >= counts.wanted - mayBeMissing(live, counts.wanted);
        JsonObject progressing = settled
                ? condition("Progressing", "True", "NewReplicaSetAvailable")
                : late
                        ? condition("Progressing", "False", "ProgressDeadlineExceeded")
                        : condition("Progressing", "True", "ReplicaSetUpdated");
        JsonObject availability = available
                ? condition("Available", "True", "MinimumReplicasAvailable")
                : condition("Available", "False", "MinimumReplicasUnavailable");
        List<JsonObject> old = Json.objects(live, "status", "conditions");
        status.add("conditions", Json.ofObjects(List.of(timed(availability, old), timed(progressing, old))));
        return status;
    }

    private static void positive(JsonObject status, String name, int count) {
        if (count > 0) {
            status.addProperty(name, count);
        }
    }

    private static int mayBeMissing(JsonObject deployment, int wanted) {
        String text = Json.text(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable");
        if (text.endsWith("%")) {
            return wanted * Integer.parseInt(text.substring(0, text.length() - 1)) / 100;
        }
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    private static JsonObject condition(String type, String status, String reason) {
        return Json.ofTexts(Map.of("type", type, "status", status, "reason", reason, "message", reason));
    }

    /** The old condition where it says the same, with its times; else the new one, as of now. */
    private static JsonObject timed(JsonObject condition, List<JsonObject> old) {
        for (JsonObject before : old) {
            if (Objects.equals(before.get("type"), condition.get("type"))
                    && Objects.equals(before.get("status"), condition.get("status"))
                    && Objects.equals(before.get("reason"), condition.get("reason"))) {
                return before;
            }
        }
        condition.addProperty("lastUpdateTime", ClusterWriter.now());
        condition.addProperty("lastTransitionTime", ClusterWriter.now());
        return condition;
    }
}
