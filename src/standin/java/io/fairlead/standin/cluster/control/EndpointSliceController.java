package io.fairlead.standin.cluster.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one EndpointSlice for each Service with a selector. */
final class EndpointSliceController implements Controller {
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String MANAGER = "kube-controller-manager";

    private final ClusterWriter cluster;

    EndpointSliceController(ClusterWriter cluster) {
        this.cluster = cluster;
    }

    @Override
    public Duration reconcile() {
        List<JsonObject> pods = cluster.list(Catalog.POD);
        List<JsonObject> slices = cluster.list(Catalog.ENDPOINT_SLICE);
        for (JsonObject service : cluster.list(Catalog.SERVICE)) {
            Map<String, String> selector = Json.map(service, "spec", "selector");
            if (!selector.isEmpty()) {
                List<JsonObject> selected = pods.stream()
                        .filter(pod -> isSelected(service, selector, pod))
                        .toList();
                keep(service, selected, slices);
            }
        }
        return IDLE;
    }

    private static boolean isSelected(JsonObject service, Map<String, String> selector, JsonObject pod) {
        return Json.text(pod, "metadata", "namespace").equals(Json.text(service, "metadata", "namespace"))
                && Json.map(pod, "metadata", "labels").entrySet().containsAll(selector.entrySet())
                && !Json.text(pod, "status", "podIP").isEmpty();
    }

    private void keep(JsonObject service, List<JsonObject> pods, List<JsonObject> slices) {
        Optional<JsonObject> existing = slices.stream()
                .filter(slice -> ClusterWriter.isOwnedBy(slice, service))
                .findFirst();
        JsonObject wanted = new JsonObject();
        fill(wanted, service, pods);
        if (existing.isPresent()) {
            if (!says(existing.get(), wanted)) {
                cluster.change(
                        ObjectKey.of(Catalog.ENDPOINT_SLICE, existing.get()),
                        slice -> fill(slice, service, pods),
                        Writer.of(MANAGER));
            }
            return;
        }
        JsonObject slice = new JsonObject();
        String name = Json.text(service, "metadata", "name");
        JsonObject metadata = Json.child(slice, "metadata");
        metadata.addProperty("name", name + "-" + Writes.suffix(5));
        metadata.add("ownerReferences", Json.ofObjects(List.of(ClusterWriter.ownedBy(Catalog.SERVICE, service))));
        metadata.add(
                "labels",
                Json.ofTexts(Map.of(
                        SERVICE_NAME,
                        name,
                        "endpointslice.kubernetes.io/managed-by",
                        "endpointslice-controller.k8s.io")));
        slice.addProperty("addressType", "IPv4");
        fill(slice, service, pods);
        cluster.create(Catalog.ENDPOINT_SLICE, Json.text(service, "metadata", "namespace"), slice, MANAGER);
    }

    private static boolean says(JsonObject slice, JsonObject wanted) {
        return Json.list(slice, "endpoints").equals(Json.list(wanted, "endpoints"))
                && Json.list(slice, "ports").equals(Json.list(wanted, "ports"));
    }

    private static void fill(JsonObject slice, JsonObject service, List<JsonObject> pods) {
        slice.add(
                "endpoints",
                Json.ofObjects(
                        pods.stream().map(EndpointSliceController::endpoint).toList()));
        JsonArray ports = new JsonArray();
        Json.objects(service, "spec", "ports").forEach(port -> ports.add(port(port, pods)));
        slice.add("ports", ports);
    }

    private static JsonObject endpoint(JsonObject pod) {
        JsonObject endpoint = new JsonObject();
        boolean ready = PodRunner.isReady(pod);
        endpoint.add("addresses", Json.ofList(List.of(Json.text(pod, "status", "podIP"))));
        JsonObject conditions = Json.child(endpoint, "conditions");
        conditions.addProperty("ready", ready);
        conditions.addProperty("serving", ready);
        conditions.addProperty("terminating", false);
        endpoint.addProperty("nodeName", Json.text(pod, "spec", "nodeName"));
        endpoint.add(
                "targetRef",
                Json.ofTexts(Map.of(
                        "kind", "Pod",
                        "namespace", Json.text(pod, "metadata", "namespace"),
                        "name", Json.text(pod, "metadata", "name"),
                        "uid", Json.text(pod, "metadata", "uid"))));
        return endpoint;
    }

    private static JsonObject port(JsonObject servicePort, List<JsonObject> pods) {
        JsonObject port = new JsonObject();
        port.addProperty("name", Json.text(servicePort, "name"));
        port.addProperty("protocol", Json.text(servicePort, "protocol"));
        port.addProperty("port", target(servicePort.get("targetPort"), pods));
        return port;
    }

    /** A target named after a container's port is that port's number. */
    private static int target(JsonElement target, List<JsonObject> pods) {
        if (target.getAsJsonPrimitive().isNumber()) {
            return target.getAsInt();
        }
        return pods.stream()
                .flatMap(pod -> Json.objects(pod, "spec", "containers").stream())
                .flatMap(container -> Json.objects(container, "ports").stream())
                .filter(port -> Json.text(port, "name").equals(target.getAsString()))
                .mapToInt(port -> Json.number(port, 0, "containerPort"))
                .findFirst()
                .orElse(0);
    }
}
