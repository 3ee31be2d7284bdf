package io.fairlead.standin.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What Fairlead relies on in MetalLB's controller: who gets which address. It runs alike on the real one, on the stand-in and
 * on the cluster that the properties of plans simulate.
 */
public abstract class LoadBalancerContract {

    private final BalancedCluster cluster;

    protected LoadBalancerContract(BalancedCluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aServiceGetsTheFirstFreeAddressOfThePoolThatItNames() {
        pool("a", "192.0.2.0/28");
        pool("b", "198.51.100.10-198.51.100.20");
        service("one", 80, "metallb.io/address-pool", "b");
        cluster.awaitAddress("one", "198.51.100.10");
        service("two", 80, "metallb.io/address-pool", "b");
        cluster.awaitAddress("two", "198.51.100.11");
    }

    @Test
    void aServiceGetsTheAddressThatItIsPinnedTo() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.7");
        cluster.awaitAddress("one", "192.0.2.7");
    }

    @Test
    void theOlderAnnotationsStillWork() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.universe.tf/loadBalancerIPs", "192.0.2.8");
        cluster.awaitAddress("one", "192.0.2.8");
    }

    @Test
    void pinningAServiceToTheAddressItHasChangesNothing() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        cluster.awaitAddress("one", "192.0.2.1");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.1");
        pool("other", "203.0.113.1-203.0.113.2");
        service("two", 80, "metallb.io/address-pool", "other");
        cluster.awaitAddress("two", "203.0.113.1");
        assertEquals("192.0.2.1", cluster.address("one"));
    }

    @Test
    void anotherPinMovesTheService() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.3");
        cluster.awaitAddress("one", "192.0.2.3");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.5");
        cluster.awaitAddress("one", "192.0.2.5");
    }

    @Test
    void anotherPoolMovesTheService() {
        pool("a", "192.0.2.1-192.0.2.9");
        pool("b", "203.0.113.1-203.0.113.9");
        service("one", 80, "metallb.io/address-pool", "a");
        cluster.awaitAddress("one", "192.0.2.1");
        service("one", 80, "metallb.io/address-pool", "b");
        cluster.awaitAddress("one", "203.0.113.1");
    }

    @Test
    void aPoolThatDoesNotGiveAutomaticallyGivesOnlyWhenNamed() {
        // A range of its own: the controller may still have the pool of the test before.
        cluster.pool("a", "192.0.2.101-192.0.2.109", "\"autoAssign\": false,");
        service("one", 80, "", "");
        cluster.awaitRefusal("one", "no available IPs");
        assertEquals("", cluster.address("one"));
        service("two", 80, "metallb.io/address-pool", "a");
        cluster.awaitAddress("two", "192.0.2.101");
    }

    @Test
    void buggyAddressesAreAvoidedWhereThePoolSaysSo() {
        cluster.pool("a", "192.0.2.0/30", "\"avoidBuggyIPs\": true,");
        service("one", 80, "", "");
        cluster.awaitAddress("one", "192.0.2.1");
    }

    @Test
    void anAddressOutsideThePoolsIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "203.0.113.1");
        cluster.awaitRefusal("one", "[\"203.0.113.1\"] is not allowed in config");
    }

    @Test
    void aPinOutsideTheNamedPoolIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        pool("b", "203.0.113.1-203.0.113.9");
        apply("one", 80, """
                "metallb.io/loadBalancerIPs": "192.0.2.3", "metallb.io/address-pool": "b\"""");
        cluster.awaitRefusal(
                "one", "requested loadBalancer IP(s) [\"192.0.2.3\"] is not compatible with requested address pool b");
    }

    @Test
    void anUnknownPoolIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/address-pool", "nowhere");
        cluster.awaitRefusal("one", "unknown pool \"nowhere\"");
    }

    @Test
    void anAddressThatAnotherServiceHasIsRefused() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.3");
        cluster.awaitAddress("one", "192.0.2.3");
        service("two", 81, "metallb.io/loadBalancerIPs", "192.0.2.3");
        String namespace = cluster.namespace();
        cluster.awaitRefusal(
                "two",
                "can't change sharing key for \"" + namespace + "/two\", address also in use by " + namespace + "/one");
    }

    @Test
    void servicesWithTheSameKeyAndOtherPortsShareAnAddress() {
        pool("a", "192.0.2.1-192.0.2.9");
        shared("one", 80);
        cluster.awaitAddress("one", "192.0.2.4");
        shared("two", 81);
        cluster.awaitAddress("two", "192.0.2.4");
        shared("three", 80);
        cluster.awaitRefusal("three", "port TCP/80 is already in use on \"192.0.2.4\"");
    }

    @Test
    void aServiceWaitsForAnAddressUntilAnotherGoes() {
        pool("a", "192.0.2.1-192.0.2.1");
        service("one", 80, "metallb.io/address-pool", "a");
        cluster.awaitAddress("one", "192.0.2.1");
        service("two", 80, "metallb.io/address-pool", "a");
        cluster.awaitRefusal("two", "no available IPs in pool a");
        cluster.removeService("one");
        cluster.awaitAddress("two", "192.0.2.1");
    }

    @Test
    void aServiceThatIsPinnedWhileItWaitsGetsThatAddressOfThePoolThatComes() {
        // Ranges of its own: the controller may still have the pool of the test before.
        cluster.pool("a", "192.0.2.101-192.0.2.109", "\"autoAssign\": false,");
        service("one", 80, "", "");
        cluster.awaitRefusal("one", "no available IPs");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.117");
        cluster.awaitRefusal("one", "[\"192.0.2.117\"] is not allowed in config");
        pool("b", "192.0.2.111-192.0.2.119");
        cluster.awaitAddress("one", "192.0.2.117");
    }

    @Test
    void aShrunkPoolMovesAServiceThatIsNotPinned() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/address-pool", "a");
        cluster.awaitAddress("one", "192.0.2.1");
        pool("a", "192.0.2.5-192.0.2.9");
        cluster.awaitAddress("one", "192.0.2.5");
    }

    @Test
    void aShrunkPoolTakesThePinnedAddressAwayAndTheGrownOneGivesItBack() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "metallb.io/loadBalancerIPs", "192.0.2.1");
        cluster.awaitAddress("one", "192.0.2.1");
        pool("a", "192.0.2.5-192.0.2.9");
        cluster.awaitAddress("one", "");
        cluster.awaitRefusal("one", "[\"192.0.2.1\"] is not allowed in config");
        pool("a", "192.0.2.1-192.0.2.9");
        cluster.awaitAddress("one", "192.0.2.1");
    }

    @Test
    void theSameAddressInAPoolOfAnotherNameIsKept() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        cluster.awaitAddress("one", "192.0.2.1");
        cluster.removePool("a");
        pool("b", "192.0.2.1-192.0.2.9");
        cluster.awaitAddress("one", "192.0.2.1");
    }

    @Test
    void aServiceThatIsNoLoadBalancerAnyMoreLosesItsAddress() {
        pool("a", "192.0.2.1-192.0.2.9");
        service("one", 80, "", "");
        cluster.awaitAddress("one", "192.0.2.1");
        cluster.toClusterIp("one");
        cluster.awaitAddress("one", "");
    }

    private void pool(String name, String addresses) {
        cluster.pool(name, addresses, "");
    }

    private void shared(String name, int port) {
        apply(name, port, """
                "metallb.io/allow-shared-ip": "key", "metallb.io/loadBalancerIPs": "192.0.2.4\"""");
    }

    private void service(String name, int port, String annotation, String value) {
        apply(name, port, annotation.isEmpty() ? "" : "\"" + annotation + "\": \"" + value + "\"");
    }

    private void apply(String name, int port, String annotations) {
        cluster.service(name, port, annotations);
    }
}
