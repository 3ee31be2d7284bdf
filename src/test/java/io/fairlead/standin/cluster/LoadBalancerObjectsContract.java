package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Json;
import org.junit.jupiter.api.Test;

/** The same behind an API server, and what MetalLB's controller writes there beside addresses. */
abstract class LoadBalancerObjectsContract extends LoadBalancerContract {

    private final ServedCluster cluster;

    LoadBalancerObjectsContract(ContractCluster cluster) {
        this(new ServedCluster(cluster));
    }

    private LoadBalancerObjectsContract(ServedCluster cluster) {
        super(cluster);
        this.cluster = cluster;
    }

    @Test
    void aServiceBearsThePoolOfItsAddress() {
        cluster.pool("b", "198.51.100.10-198.51.100.20", "");
        cluster.service("one", 80, "\"metallb.io/address-pool\": \"b\"");
        cluster.awaitAddress("one", "198.51.100.10");
        assertEquals("b", poolOf("one"));
        JsonObject ingress = Json.objects(cluster.live("one"), "status", "loadBalancer", "ingress")
                .getFirst();
        assertEquals("VIP", Json.text(ingress, "ipMode"));
    }

    @Test
    void theSameAddressInAPoolOfAnotherNameIsThatPools() {
        cluster.pool("a", "192.0.2.1-192.0.2.9", "");
        cluster.service("one", 80, "");
        cluster.awaitAddress("one", "192.0.2.1");
        cluster.removePool("a");
        cluster.pool("b", "192.0.2.1-192.0.2.9", "");
        Eventually.holds(
                "out of pool b",
                () -> poolOf("one").equals("b"),
                () -> cluster.live("one").toString());
    }

    @Test
    void pinningAServiceToTheAddressItHasIsNoEvent() {
        cluster.pool("a", "192.0.2.1-192.0.2.9", "");
        cluster.service("one", 80, "");
        cluster.awaitAddress("one", "192.0.2.1");
        cluster.service("one", 80, "\"metallb.io/loadBalancerIPs\": \"192.0.2.1\"");
        cluster.service("two", 80, "");
        cluster.awaitAddress("two", "192.0.2.2");
        assertEquals(1, cluster.events("one", "IPAllocated").size());
    }

    @Test
    void aServiceThatLosesItsAddressBearsNoPoolAndAnEventSaysIt() {
        cluster.pool("a", "192.0.2.1-192.0.2.9", "");
        cluster.service("one", 80, "\"metallb.io/loadBalancerIPs\": \"192.0.2.1\"");
        cluster.awaitAddress("one", "192.0.2.1");
        cluster.pool("a", "192.0.2.5-192.0.2.9", "");
        cluster.awaitAddress("one", "");
        assertEquals("", poolOf("one"));
        assertEquals(1, cluster.events("one", "ClearAssignment").size());
    }

    @Test
    void aPoolCountsItsAddresses() {
        cluster.pool("a", "192.0.2.1-192.0.2.9", "");
        cluster.service("one", 80, "\"metallb.io/address-pool\": \"a\"");
        Eventually.holds(
                "one of nine assigned",
                () -> Json.text(cluster.livePool("a"), "status", "assignedIPv4").equals("1")
                        && Json.text(cluster.livePool("a"), "status", "availableIPv4")
                                .equals("8"),
                () -> cluster.livePool("a").toString());
    }

    @Test
    void whatMetalLbWritesDoesNotDisturbAnApplyOfTheSame() {
        String pin = "\"metallb.io/loadBalancerIPs\": \"192.0.2.2\"";
        cluster.pool("a", "192.0.2.1-192.0.2.9", "");
        cluster.service("one", 80, pin);
        cluster.awaitAddress("one", "192.0.2.2");
        String before = Json.text(cluster.live("one"), "metadata", "resourceVersion");
        cluster.service("one", 80, pin);
        assertEquals(before, Json.text(cluster.live("one"), "metadata", "resourceVersion"));
        assertEquals("192.0.2.2", cluster.address("one"));
    }

    private String poolOf(String service) {
        return Json.text(cluster.live(service), "metadata", "annotations", "metallb.io/ip-allocated-from-pool");
    }
}
