package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Fairlead sees of Deployments, their pods and endpoints. It runs alike on the stand-in and on a real cluster. */
abstract class WorkloadContract {
    private final ContractCluster cluster;

    WorkloadContract(ContractCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aDeploymentThatIsUpSaysSoInTheFieldsThatHealthIsReadFrom() {
        apply("web:1", 2);
        JsonObject status = Json.child(available(2), "status");
        assertEquals("1", Json.text(status, "observedGeneration"));
        for (String count : List.of("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")) {
            assertEquals("2", Json.text(status, count), count);
        }
        assertFalse(status.has("unavailableReplicas"));
        assertEquals(
                Map.of("Available", "True MinimumReplicasAvailable", "Progressing", "True NewReplicaSetAvailable"),
                conditions(status));
    }

    @Test
    void applyingTheSameToARunningDeploymentWritesNothing() {
        apply("web:1", 1);
        String before = Json.text(settled(), "metadata", "resourceVersion");
        JsonObject again = cluster.api()
                .apply(deployment(), "fairlead", ApiServerContract.web("web:1", "1"))
                .expect(200);
        assertEquals(before, Json.text(again, "metadata", "resourceVersion"));
    }

    @Test
    void podsHaveAddressesOutOfThePodNetworkAndBelongToTheDeployment() {
        apply("web:1", 2);
        available(2);
        List<JsonObject> pods = pods();
        assertEquals(2, pods.size());
        Set<String> addresses =
                pods.stream().map(pod -> Json.text(pod, "status", "podIP")).collect(Collectors.toSet());
        assertEquals(2, addresses.size());
        assertTrue(addresses.stream().allMatch(address -> address.startsWith("172.27.")), addresses.toString());
        assertTrue(
                pods.stream().allMatch(pod -> Json.text(pod, "status", "phase").equals("Running")));
    }

    @Test
    void anotherImageEndsWithPodsOfThatImageOnly() {
        apply("web:1", 2);
        available(2);
        apply("web:2", 2);
        Eventually.holds(
                "only new pods", () -> Set.of("web:2").equals(images()) && pods().size() == 2, () -> pods().toString());
        JsonObject status = Json.child(available(2), "status");
        assertEquals("2", Json.text(status, "observedGeneration"));
        assertEquals("True NewReplicaSetAvailable", conditions(status).get("Progressing"));
    }

    @Test
    void zeroReplicasAreAvailableWithoutPods() {
        apply("web:1", 1);
        available(1);
        apply("web:1", 0);
        Eventually.holds("no pods", () -> pods().isEmpty(), () -> pods().toString());
        Eventually.holds(
                "status without replicas",
                () -> !Json.child(live(), "status").has("replicas"),
                () -> live().toString());
        assertEquals(
                "True MinimumReplicasAvailable",
                conditions(Json.child(live(), "status")).get("Available"));
    }

    @Test
    void anImageThatCannotBePulledShowsOnThePodAndTheOldPodsStay() {
        apply("web:1", 1);
        available(1);
        cluster.failImages("broken.example/");
        try {
            apply("broken.example/web:2", 1);
            Eventually.holds(
                    "ImagePullBackOff",
                    () -> pods().stream().anyMatch(pod -> waiting(pod).equals("ImagePullBackOff")),
                    () -> pods().toString());
            assertTrue(images().contains("web:1"));
            Map<String, String> conditions = conditions(Json.child(live(), "status"));
            assertEquals("True MinimumReplicasAvailable", conditions.get("Available"));
            assertEquals("True ReplicaSetUpdated", conditions.get("Progressing"));
        } finally {
            cluster.healImages("broken.example/");
        }
        Eventually.holds("healed", () -> images().equals(Set.of("broken.example/web:2")), () -> pods().toString());
    }

    @Test
    void aRolloutThatTakesTooLongExceedsItsDeadline() {
        cluster.failImages("slow.example/");
        try {
            String body = ApiServerContract.web("slow.example/web:1", "1")
                    .replace("\"replicas\"", "\"progressDeadlineSeconds\": 2, \"replicas\"");
            cluster.api().apply(deployment(), "fairlead", body).expect(201);
            Eventually.holds(
                    "ProgressDeadlineExceeded",
                    () -> "False ProgressDeadlineExceeded"
                            .equals(conditions(Json.child(live(), "status")).get("Progressing")),
                    () -> live().toString());
            assertEquals(
                    "False MinimumReplicasUnavailable",
                    conditions(Json.child(live(), "status")).get("Available"));
        } finally {
            cluster.healImages("slow.example/");
        }
    }

    @Test
    void aServiceHasItsReadyPodsAsEndpoints() {
        apply("web:1", 2);
        cluster.api()
                .apply(service(), "fairlead", ApiServerContract.port(80, "http"))
                .expect(201);
        available(2);
        Eventually.holds("two ready endpoints", () -> ready().size() == 2, () -> slices().toString());
        assertEquals(
                pods().stream().map(pod -> Json.text(pod, "status", "podIP")).collect(Collectors.toSet()), ready());
        JsonObject port = Json.objects(slices().getFirst(), "ports").getFirst();
        assertEquals("http", Json.text(port, "name"));
        assertEquals("8080", Json.text(port, "port"));
        assertEquals(
                "endpointslice-controller.k8s.io",
                Json.text(slices().getFirst(), "metadata", "labels", "endpointslice.kubernetes.io/managed-by"));
    }

    @Test
    void aServiceWithoutPodsHasASliceWithoutEndpoints() {
        cluster.api()
                .apply(service(), "fairlead", ApiServerContract.port(80, "http"))
                .expect(201);
        Eventually.holds("a slice", () -> !slices().isEmpty(), () -> slices().toString());
        assertEquals(Set.of(), ready());
    }

    @Test
    void aDeletedDeploymentTakesItsPodsWithIt() {
        apply("web:1", 1);
        available(1);
        cluster.api()
                .call("DELETE", deployment(), RawApi.JSON, "{\"propagationPolicy\": \"Background\"}")
                .expect(200);
        Eventually.holds("no pods", () -> pods().isEmpty(), () -> pods().toString());
    }

    @Test
    void aDeletedServiceTakesItsSlicesWithIt() {
        cluster.api()
                .apply(service(), "fairlead", ApiServerContract.port(80, "http"))
                .expect(201);
        Eventually.holds("a slice", () -> !slices().isEmpty(), () -> slices().toString());
        cluster.api().delete(service()).expect(200);
        Eventually.holds("no slice", () -> slices().isEmpty(), () -> slices().toString());
    }

    private void apply(String image, int replicas) {
        String body = ApiServerContract.web(image, Integer.toString(replicas));
        int code = cluster.api().apply(deployment(), "fairlead", body).code();
        assertTrue(code == 200 || code == 201, "apply answered " + code);
    }

    private JsonObject available(int replicas) {
        String wanted = Integer.toString(replicas);
        Eventually.holds(
                wanted + " available",
                () -> {
                    JsonObject object = live();
                    return Json.text(object, "status", "availableReplicas").equals(wanted)
                            && Json.text(object, "status", "replicas").equals(wanted)
                            && Json.text(object, "status", "observedGeneration")
                                    .equals(Json.text(object, "metadata", "generation"))
                            && "True NewReplicaSetAvailable"
                                    .equals(conditions(Json.child(object, "status"))
                                            .get("Progressing"));
                },
                () -> live().toString());
        return live();
    }

    /** The object when its status has stopped moving. */
    private JsonObject settled() {
        available(1);
        String[] last = {""};
        Eventually.holds(
                "nothing moves",
                () -> {
                    String before = last[0];
                    last[0] = Json.text(live(), "metadata", "resourceVersion");
                    return last[0].equals(before);
                },
                () -> live().toString());
        return live();
    }

    private static Map<String, String> conditions(JsonObject status) {
        return Json.objects(status, "conditions").stream()
                .collect(Collectors.toMap(
                        condition -> Json.text(condition, "type"),
                        condition -> Json.text(condition, "status") + " " + Json.text(condition, "reason")));
    }

    private static String waiting(JsonObject pod) {
        return Json.objects(pod, "status", "containerStatuses").stream()
                .map(container -> Json.text(container, "state", "waiting", "reason"))
                .findFirst()
                .orElse("");
    }

    private Set<String> images() {
        return pods().stream()
                .map(pod -> Json.text(Json.objects(pod, "spec", "containers").getFirst(), "image"))
                .collect(Collectors.toSet());
    }

    private Set<String> ready() {
        return slices().stream()
                .flatMap(slice -> Json.objects(slice, "endpoints").stream())
                .filter(endpoint -> Json.flag(endpoint, false, "conditions", "ready"))
                .flatMap(endpoint -> Json.texts(endpoint, "addresses").stream())
                .collect(Collectors.toSet());
    }

    private JsonObject live() {
        return cluster.api().get(deployment()).expect(200);
    }

    private List<JsonObject> pods() {
        JsonObject list = cluster.api()
                .get("/api/v1/namespaces/" + cluster.namespace() + "/pods")
                .expect(200);
        return Json.objects(list, "items").stream()
                .filter(pod -> Json.text(pod, "metadata", "deletionTimestamp").isEmpty())
                .toList();
    }

    private List<JsonObject> slices() {
        String path = "/apis/discovery.k8s.io/v1/namespaces/" + cluster.namespace()
                + "/endpointslices?labelSelector=kubernetes.io/service-name%3Dweb";
        return Json.objects(cluster.api().get(path).expect(200), "items");
    }

    private String deployment() {
        return "/apis/apps/v1/namespaces/" + cluster.namespace() + "/deployments/web";
    }

    private String service() {
        return "/api/v1/namespaces/" + cluster.namespace() + "/services/web";
    }
}
