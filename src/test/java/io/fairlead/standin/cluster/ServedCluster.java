package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;

/** MetalLB behind an API server. */
final class ServedCluster implements BalancedCluster {
    private static final String POOLS = "/apis/metallb.io/v1beta1/namespaces/metallb-system/ipaddresspools";

    private final ContractCluster cluster;

    ServedCluster(ContractCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public String namespace() {
        return cluster.namespace();
    }

    @Override
    public void pool(String name, String addresses, String more) {
        apply(POOLS + "/" + name, "test", """
                {"apiVersion": "metallb.io/v1beta1", "kind": "IPAddressPool",
                 "metadata": {"name": "%s", "namespace": "metallb-system"}, "spec": {%s "addresses": ["%s"]}}""".formatted(name, more, addresses));
    }

    @Override
    public void removePool(String name) {
        cluster.api().delete(POOLS + "/" + name).expect(200);
    }

    @Override
    public void service(String name, int port, String annotations) {
        apply(path(name), "fairlead", """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s", "annotations": {%s}},
                 "spec": {"type": "LoadBalancer", "selector": {"app": "web"},
                  "ports": [{"name": "http", "port": %d, "protocol": "TCP", "targetPort": 8080}]}}""".formatted(name, annotations, port));
    }

    private void apply(String path, String manager, String body) {
        int code = cluster.api().apply(path, manager, body).code();
        assertTrue(code == 200 || code == 201, "apply answered " + code);
    }

    @Override
    public void removeService(String name) {
        cluster.api().delete(path(name)).expect(200);
    }

    @Override
    public void toClusterIp(String name) {
        cluster.api()
                .mergePatch(path(name), "test", "{\"spec\": {\"type\": \"ClusterIP\"}}")
                .expect(200);
    }

    @Override
    public void awaitAddress(String name, String address) {
        Eventually.holds(
                name + " has " + (address.isEmpty() ? "no address" : address),
                () -> address(name).equals(address),
                () -> live(name).toString());
    }

    @Override
    public void awaitRefusal(String name, String reason) {
        String message = "Failed to allocate IP for \"" + namespace() + "/" + name + "\": " + reason;
        Eventually.holds(
                message,
                () -> events(name, "AllocationFailed").stream()
                        .anyMatch(event -> Json.text(event, "message").equals(message)),
                () -> events(name, "AllocationFailed").toString());
    }

    @Override
    public String address(String name) {
        return Json.objects(live(name), "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .findFirst()
                .orElse("");
    }

    /** The events of a Service. */
    List<JsonObject> events(String name, String reason) {
        JsonObject list = cluster.api()
                .get("/api/v1/namespaces/" + namespace() + "/events")
                .expect(200);
        return Json.objects(list, "items").stream()
                .filter(event -> Json.text(event, "involvedObject", "name").equals(name)
                        && Json.text(event, "reason").equals(reason))
                .toList();
    }

    /** A Service as it is. */
    JsonObject live(String name) {
        return cluster.api().get(path(name)).expect(200);
    }

    /** A pool as it is. */
    JsonObject livePool(String name) {
        return cluster.api().get(POOLS + "/" + name).expect(200);
    }

    /** The Services go first: a namespace takes its time, and meanwhile they would hold their addresses. */
    @Override
    public void close() {
        cluster.api().call("DELETE", path(""), RawApi.JSON, "").expect(200);
        // The controller takes Services in their order: with this one refused, the addresses of those before it are
        // free.
        service("last", 80, "\"metallb.io/loadBalancerIPs\": \"255.255.255.254\"");
        Eventually.holds(
                "Service last is refused",
                () -> !events("last", "AllocationFailed").isEmpty(),
                () -> live("last").toString());
        removeService("last");
        cluster.close();
    }

    private String path(String name) {
        String services = "/api/v1/namespaces/" + namespace() + "/services";
        return name.isEmpty() ? services : services + "/" + name;
    }
}
