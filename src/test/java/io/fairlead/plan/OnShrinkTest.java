package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.AddressUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Single moments of a pool that shrinks under running Services. */
class OnShrinkTest {

    private final Course course = new Course();

    @BeforeEach
    void aNodeThatMayAnnounce() {
        course.cluster.add(Course.READY_NODE);
    }

    @Test
    void aRetiredAddressThatFallsFreeIsGivenToNobodyThoughThePoolHasNoOther() {
        Planned unused = course.send(document("refuse", "192.0.2.1-192.0.2.4"));
        foreign("first");
        foreign("second");
        Planned draining = course.send(document("drain", "192.0.2.1-192.0.2.2"));
        assertEquals(
                Map.of("a", AddressSet.of("192.0.2.3-192.0.2.4")),
                draining.network().draining().addresses());
        assertEquals(List.of("192.0.2.1-192.0.2.2", "192.0.2.3-192.0.2.4"), addresses());

        course.cluster.remove(ObjectRef.service("foreign", "first"));
        foreign("third"); // Before the module looks.
        assertEquals(Optional.empty(), address(ObjectRef.service("foreign", "third")));

        Planned then = course.settle();
        assertEquals(List.of("192.0.2.1-192.0.2.2", "192.0.2.4-192.0.2.4"), addresses());
        assertTrue(
                then.network().underWay().contains("Service foreign/second (192.0.2.4)"),
                then.network().underWay());
        course.cluster.remove(ObjectRef.service("foreign", "second"));
        Planned done = course.settle();
        assertEquals(List.of("192.0.2.1-192.0.2.2"), addresses());
        assertTrue(pool().isTrue("spec", "autoAssign"));
        assertEquals("", done.network().underWay());
    }

    @Test
    void theNextTierIsMovedOnlyWhenTheLastIsReadyAtItsNewAddress() {
        Planned unused = course.send(document("refuse", "192.0.2.1-192.0.2.4"));
        course.cluster.sleep(true);
        Planned waiting = course.send(document("reassign", "192.0.2.11-192.0.2.14"));

        assertEquals(1, waiting.network().moves().size());
        assertTrue(
                waiting.network().underWay().contains("waits for x/x (192.0.2.1 → 192.0.2.11)"),
                waiting.network().underWay());
        assertEquals(Optional.of(Address.of("192.0.2.2")), address(ObjectRef.service("apps", "y")));

        course.cluster.sleep(false);
        course.cluster.balance();
        Planned done = course.settle();
        assertEquals(2, done.network().moves().size());
        assertEquals(List.of("192.0.2.11-192.0.2.14"), addresses());
        assertEquals(Optional.of(Address.of("192.0.2.12")), address(ObjectRef.service("apps", "y")));
    }

    @Test
    void twoPoolsThatSwapTheirRangesWhileOneDrainsComeToAnEnd() {
        Planned unused = course.send(swapped("refuse", "192.0.2.1-192.0.2.4", "192.0.2.5-192.0.2.7"));
        foreign("first");
        foreign("second");
        foreign("third");

        Planned draining = course.send(swapped("drain", "192.0.2.4-192.0.2.6", "192.0.2.1-192.0.2.3"));
        assertEquals(
                Map.of("a", AddressSet.of("192.0.2.1-192.0.2.3")),
                draining.network().draining().addresses());
        assertTrue(addresses().contains("192.0.2.4-192.0.2.6"), addresses()::toString);

        for (String service : List.of("first", "second", "third")) {
            course.cluster.remove(ObjectRef.service("foreign", service));
        }
        Planned done = course.settle();
        assertEquals("", done.network().underWay());
        assertEquals(List.of("192.0.2.4-192.0.2.6"), addresses());
    }

    private static String swapped(String onShrink, String a, String b) {
        return "{\"schema\": 1, \"network\": {\"services\": {\"onShrink\": \"" + onShrink
                + "\", \"pools\": {\"a\": {\"addresses\": \"" + a
                + "\"}, \"b\": {\"autoAssign\": false, \"addresses\": \"" + b
                + "\"}}}}}";
    }

    private void foreign(String name) {
        course.cluster.addForeignService(name);
        course.cluster.balance();
    }

    private Optional<Address> address(ObjectRef service) {
        return course.cluster.observed().find(service).stream()
                .flatMap(AddressUse::of)
                .map(AddressUse::address)
                .findFirst();
    }

    private Fields pool() {
        return course.cluster.observed().ofKind("IPAddressPool").stream()
                .map(LiveObject::body)
                .findFirst()
                .orElseThrow();
    }

    private List<String> addresses() {
        return pool().texts("spec", "addresses");
    }

    private static String document(String onShrink, String addresses) {
        return """
                {"schema": 1,
                 "network": {"services": {"onShrink": "%s", "pools": {"a": {"addresses": "%s"}}}},
                 "apps": {"x": {"image": "i", "ports": "80", "expose": "external"},
                          "y": {"image": "i", "ports": "80", "expose": "external"}}}
                """.formatted(onShrink, addresses);
    }
}
