package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Fairlead relies on in MetalLB's controller. It runs alike on the stand-in and on the real one. */
abstract class LoadBalancerContract {
    private static final String POOLS = "/apis/metallb.io/v1beta1/namespaces/metallb-system/ipaddresspools";

    private final ContractCluster cluster;

    LoadBalancerContract(ContractCluster cluster) {
        this.cluster = cluster;
    }

    /** The Services go first: a namespace takes its time, and meanwhile they would hold their addresses. */
    @AfterEach
    void close() {
        cluster.api().call("DELETE", path(""), RawApi.JSON, "").expect(200);
        cluster.close();
    }

    @Test
    void aServiceGetsTheFirstFreeAddressOfThePoolThatItNames() {
        pool("a", "192.0.2.0/28");
        pool("b", "198.51.100.10-198.51.100.20");
        service("one", 80, "metallb.io/address-pool", "b");
        awaitAddress("one", "198.51.100.10");
        service("two", 80, "metallb.io/address-pool", "b");
        awaitAddress("two", "198.51.100.11");
        assertEquals("b", Json.text(live("one"), "metadata", "annotations", "metallb.io/ip-allocated-from-pool"));
        JsonObject ingress =
                Json.objects(live("one"), "status", "loadBalancer", "ingress").getFirst();
        assertEquals("VIP", Json.text(ingress, "ipMode"));
    }

    @Test
    void aServiceGetsTheAddressThatItIsPinnedTo() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.7");
        awaitAddress("one", "192.0.2.7");
    }

    @Test
    void theOlderAnnotationsStillWork() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.universe.tf/loadBalancerIPs", "192.0.2.8");
        awaitAddress("one", "192.0.2.8");
    }

    @Test
    void pinningAServiceToTheAddressItHasChangesNothing() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        awaitAddress("one", "192.0.2.1");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.1");
        pool("other", "203.0.113.1-203.0.113.2");
        service("two", 80, "metallb.io/address-pool", "other");
        awaitAddress("two", "203.0.113.1");
        assertEquals("192.0.2.1", address("one"));
        assertEquals(1, events("one", "IPAllocated").size());
    }

    @Test
    void anotherPinMovesTheService() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.3");
        awaitAddress("one", "192.0.2.3");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.5");
        awaitAddress("one", "192.0.2.5");
    }

    @Test
    void anotherPoolMovesTheService() {
        pool("a", "192.0.2.1-192.0.2.9");
        pool("b", "203.0.113.1-203.0.113.9");
        service("one", 80, "metallb.io/address-pool", "a");
        awaitAddress("one", "192.0.2.1");
        service("one", 80, "metallb.io/address-pool", "b");
        awaitAddress("one", "203.0.113.1");
    }

    @Test
    void aPoolThatDoesNotGiveAutomaticallyGivesOnlyWhenNamed() {
        cluster.api()
                .apply(POOLS + "/a", "test", poolBody("a", "192.0.2.1-192.0.2.9", "\"autoAssign\": false,"))
                .expect(201);
        service("one", 80, "", "");
        awaitEvent(
                "one",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace() + "/one\": no available IPs");
        assertEquals("", address("one"));
        service("two", 80, "metallb.io/address-pool", "a");
        awaitAddress("two", "192.0.2.1");
    }

    @Test
    void buggyAddressesAreAvoidedWhereThePoolSaysSo() {
        cluster.api()
                .apply(POOLS + "/a", "test", poolBody("a", "192.0.2.0/30", "\"avoidBuggyIPs\": true,"))
                .expect(201);
        service("one", 80, "", "");
        awaitAddress("one", "192.0.2.1");
    }

    @Test
    void anAddressOutsideThePoolsIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "203.0.113.1");
        awaitEvent(
                "one",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace()
                        + "/one\": [\"203.0.113.1\"] is not allowed in config");
    }

    @Test
    void aPinOutsideTheNamedPoolIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        pool("b", "203.0.113.1-203.0.113.9");
        apply("one", 80, """
                "metallb.io/loadBalancerIPs": "192.0.2.3", "metallb.io/address-pool": "b\"""");
        awaitEvent(
                "one",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace()
                        + "/one\": requested loadBalancer IP(s) [\"192.0.2.3\"] is not compatible with requested address pool b");
    }

    @Test
    void anUnknownPoolIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/address-pool", "nowhere");
        awaitEvent(
                "one",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace() + "/one\": unknown pool \"nowhere\"");
    }

    @Test
    void anAddressThatAnotherServiceHasIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.3");
        awaitAddress("one", "192.0.2.3");
        service("two", 81, "metallb.io/loadBalancerIPs", "192.0.2.3");
        String namespace = cluster.namespace();
        awaitEvent(
                "two",
                "AllocationFailed",
                "Failed to allocate IP for \"" + namespace
                        + "/two\": can't change sharing key for \"" + namespace + "/two\", address also in use by "
                        + namespace
                        + "/one");
    }

    @Test
    void servicesWithTheSameKeyAndOtherPortsShareAnAddress() {
        pool("a", "192.0.2.1-192.0.2.9");
        shared("one", 80);
        awaitAddress("one", "192.0.2.4");
        shared("two", 81);
        awaitAddress("two", "192.0.2.4");
        shared("three", 80);
        awaitEvent(
                "three",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace()
                        + "/three\": port TCP/80 is already in use on \"192.0.2.4\"");
    }

    @Test
    void aServiceWaitsForAnAddressUntilAnotherGoes() {
        pool("a", "192.0.2.1-192.0.2.1");
        service("one", 80, "metallb.io/address-pool", "a");
        awaitAddress("one", "192.0.2.1");
        service("two", 80, "metallb.io/address-pool", "a");
        awaitEvent(
                "two",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace() + "/two\": no available IPs in pool a");
        cluster.api().delete(path("one")).expect(200);
        awaitAddress("two", "192.0.2.1");
    }

    @Test
    void aShrunkPoolMovesAServiceThatIsNotPinned() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/address-pool", "a");
        awaitAddress("one", "192.0.2.1");
        pool("a", "192.0.2.5-192.0.2.9");
        awaitAddress("one", "192.0.2.5");
        assertEquals(1, events("one", "ClearAssignment").size());
    }

    @Test
    void aShrunkPoolTakesThePinnedAddressAwayAndTheGrownOneGivesItBack() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.1");
        awaitAddress("one", "192.0.2.1");
        pool("a", "192.0.2.5-192.0.2.9");
        awaitAddress("one", "");
        awaitEvent(
                "one",
                "AllocationFailed",
                "Failed to allocate IP for \"" + cluster.namespace()
                        + "/one\": [\"192.0.2.1\"] is not allowed in config");
        assertEquals("", Json.text(live("one"), "metadata", "annotations", "metallb.io/ip-allocated-from-pool"));
        pool("a", "192.0.2.1-192.0.2.9");
        awaitAddress("one", "192.0.2.1");
    }

    @Test
    void theSameAddressInAPoolOfAnotherNameIsKept() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        awaitAddress("one", "192.0.2.1");
        cluster.api().delete(POOLS + "/a").expect(200);
        pool("b", "192.0.2.1-192.0.2.9");
        Eventually.holds(
                "out of pool b",
                () -> Json.text(live("one"), "metadata", "annotations", "metallb.io/ip-allocated-from-pool")
                        .equals("b"),
                () -> live("one").toString());
        assertEquals("192.0.2.1", address("one"));
    }

    @Test
    void aServiceThatIsNoLoadBalancerAnyMoreLosesItsAddress() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        awaitAddress("one", "192.0.2.1");
        cluster.api()
                .mergePatch(path("one"), "test", "{\"spec\": {\"type\": \"ClusterIP\"}}")
                .expect(200);
        awaitAddress("one", "");
    }

    @Test
    void aPoolCountsItsAddresses() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/address-pool", "a");
        Eventually.holds(
                "one of nine assigned",
                () -> Json.text(poolLive("a"), "status", "assignedIPv4").equals("1")
                        && Json.text(poolLive("a"), "status", "availableIPv4").equals("8"),
                () -> poolLive("a").toString());
    }

    @Test
    void whatMetalLbWritesDoesNotDisturbAnApplyOfTheSame() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.2");
        awaitAddress("one", "192.0.2.2");
        String before = Json.text(live("one"), "metadata", "resourceVersion");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.2");
        assertEquals(before, Json.text(live("one"), "metadata", "resourceVersion"));
        assertEquals("192.0.2.2", address("one"));
    }

    private void pool(String name, String addresses) {
        int code = cluster.api()
                .apply(POOLS + "/" + name, "test", poolBody(name, addresses, ""))
                .code();
        assertTrue(code == 200 || code == 201, "apply answered " + code);
    }

    private static String poolBody(String name, String addresses, String more) {
        return """
                {"apiVersion": "metallb.io/v1beta1", "kind": "IPAddressPool",
                 "metadata": {"name": "%s", "namespace": "metallb-system"}, "spec": {%s "addresses": ["%s"]}}""".formatted(name, more, addresses);
    }

    private void shared(String name, int port) {
        apply(name, port, """
                "metallb.io/allow-shared-ip": "key", "metallb.io/loadBalancerIPs": "192.0.2.4\"""");
    }

    private void service(String name, int port, String annotation, String value) {
        apply(name, port, annotation.isEmpty() ? "" : "\"" + annotation + "\": \"" + value + "\"");
    }

    private void apply(String name, int port, String annotations) {
        String body = """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s", "annotations": {%s}},
                 "spec": {"type": "LoadBalancer", "selector": {"app": "web"},
                  "ports": [{"name": "http", "port": %d, "protocol": "TCP", "targetPort": 8080}]}}""".formatted(name, annotations, port);
        int code = cluster.api().apply(path(name), "fairlead", body).code();
        assertTrue(code == 200 || code == 201, "apply answered " + code);
    }

    private void awaitAddress(String name, String address) {
        Eventually.holds(
                name + " has " + (address.isEmpty() ? "no address" : address),
                () -> address(name).equals(address),
                () -> live(name).toString());
    }

    private void awaitEvent(String name, String reason, String message) {
        Eventually.holds(
                reason + ": " + message,
                () -> events(name, reason).stream()
                        .anyMatch(event -> Json.text(event, "message").equals(message)),
                () -> events(name, reason).toString());
    }

    private String address(String name) {
        return Json.objects(live(name), "status", "loadBalancer", "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .findFirst()
                .orElse("");
    }

    private List<JsonObject> events(String name, String reason) {
        JsonObject list = cluster.api()
                .get("/api/v1/namespaces/" + cluster.namespace() + "/events")
                .expect(200);
        return Json.objects(list, "items").stream()
                .filter(event -> Json.text(event, "involvedObject", "name").equals(name)
                        && Json.text(event, "reason").equals(reason))
                .toList();
    }

    private JsonObject live(String name) {
        return cluster.api().get(path(name)).expect(200);
    }

    private JsonObject poolLive(String name) {
        return cluster.api().get(POOLS + "/" + name).expect(200);
    }

    private String path(String name) {
        String services = "/api/v1/namespaces/" + cluster.namespace() + "/services";
        return name.isEmpty() ? services : services + "/" + name;
    }
}
