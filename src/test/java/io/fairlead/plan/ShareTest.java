package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Single moments of tiers that share an address. */
class ShareTest {

    private static final Fields NAMESPACE =
            new Fields(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", "module")));

    private final Course course = new Course();

    @Test
    void theSharingKeyIsOneThatOthersCannotKnowAndStaysWhileItIsInUse() {
        Planned unused = course.send(document("refuse", "1", shared("x", "80"), shared("y", "81")));
        String guessable = key("x");
        course.cluster.add(NAMESPACE);
        unused = course.send(document("refuse", "1", shared("x", "80"), shared("y", "81"), shared("z", "82")));
        assertEquals(guessable, key("z"), "a key in use stays, so that no address moves");

        Course fresh = new Course();
        fresh.cluster.add(NAMESPACE);
        unused = fresh.send(document("refuse", "1", shared("x", "80"), shared("y", "81")));
        Course other = new Course();
        other.cluster.add(Course.READY_NODE); // so that the next has another UID
        other.cluster.add(NAMESPACE);
        unused = other.send(document("refuse", "1", shared("x", "80"), shared("y", "81")));
        assertTrue(key(fresh, "x").startsWith(guessable + "-"), key(fresh, "x"));
        assertEquals(key(fresh, "x"), key(fresh, "y"));
        assertNotEquals(key(fresh, "x"), key(other, "x"));
    }

    private String key(String app) {
        return key(course, app);
    }

    private static String key(Course course, String app) {
        return MetalLb.CRD.sharingKey(course.cluster
                .observed()
                .find(ObjectRef.service("apps", app))
                .orElseThrow()
                .body());
    }

    @Test
    void anAppThatDoesNotGoWithWhatIsInForceIsRefused() {
        Planned unused = course.send(document("refuse", "1", shared("x", "80")));
        Planned planned = course.send(
                document("refuse", "1", shared("x", "82", "\"pool\": \"none\""), shared("y", "80", "\"replicas\": 0")));

        assertEquals(Set.of("x", "y"), planned.refusedApps());
        assertEquals(
                List.of("apps.y.ports SharingConflict"),
                planned.problems().stream()
                        .map(problem -> problem.path() + " " + problem.code())
                        .toList());
        assertTrue(planned.problems().get(0).message().contains("x/x as it is in force"));
        assertEquals(Code.SharingConflict, planned.problems().get(0).code());
    }

    @Test
    void thoseThatShareMoveTogether() {
        course.cluster.add(Course.READY_NODE);
        Planned unused = course.send(document("refuse", "1", shared("x", "80"), shared("y", "81"), app("z", "80")));
        assertEquals("192.0.2.1, 192.0.2.1, 192.0.2.2", addresses());
        Planned moved = course.send(document("reassign", "11", shared("x", "80"), shared("y", "81"), app("z", "80")));

        assertEquals("192.0.2.11, 192.0.2.11, 192.0.2.12", addresses());
        assertEquals(3, moved.network().moves().size());
        assertEquals(
                Set.of("192.0.2.1 → 192.0.2.11", "192.0.2.2 → 192.0.2.12"),
                new TreeSet<>(moved.network().moves().values().stream()
                        .map(Object::toString)
                        .toList()));
    }

    /** What joins asks for another address, so its own does not hold up a pool that shrinks. */
    @Test
    void whoComesToShareGivesItsAddressUp() {
        Planned unused = course.send(document("refuse", "1", shared("x", "80"), app("y", "81")));
        assertEquals("192.0.2.1, 192.0.2.2", addresses());
        Planned planned = course.send(
                document("refuse", "1", shared("x", "80"), shared("y", "81")).replace("-192.0.2.5", "-192.0.2.1"));
        assertEquals("192.0.2.1, 192.0.2.1", addresses());
        assertEquals(List.of(), planned.problems());
    }

    /** Those that stay with their key keep the address, also against one that leaves, names it, and shares with another in force. */
    @Test
    void whoLeavesDoesNotTakeTheAddressAlong() {
        Planned unused = course.send(
                document("refuse", "1", app("v", "80"), app("x", "81"), shared("y", "82"), shared("z", "83")));
        Address ofBoth = course.cluster.addresses().get(ObjectRef.service("apps", "z"));
        String k = "\"share\": \"k\"";
        Planned left = course.send(document(
                "refuse",
                "1",
                app("v", "80").replace("}", ", " + k + "}"),
                app("x", "81").replace("}", ", " + k + "}"),
                app("y", "82").replace("}", ", " + k + ", \"address\": \"" + ofBoth + "\"}"),
                app("z", "80").replace("}", ", " + k + "}")));

        assertEquals(ofBoth, course.cluster.addresses().get(ObjectRef.service("apps", "z")));
        assertTrue(
                left.problems().stream()
                        .anyMatch(problem -> problem.code() == Code.AddressTaken
                                && problem.message().contains("the same `share`")),
                left.problems()::toString);
    }

    private String addresses() {
        return String.join(
                ", ",
                List.of("x", "y", "z").stream()
                        .map(name -> course.cluster.addresses().get(ObjectRef.service("apps", name)))
                        .filter(address -> address != null)
                        .map(Address::toString)
                        .toList());
    }

    private static String document(String onShrink, String first, String... apps) {
        return """
                {"schema": 1,
                 "network": {"services": {"onShrink": "%s", "pools": {"a": {"addresses": "192.0.2.%s-192.0.2.%s"}}}},
                 "apps": {%s}}
                """.formatted(onShrink, first, Integer.parseInt(first) + 4, String.join(",", apps));
    }

    private static String app(String id, String ports, String... more) {
        return "\"%s\": {\"image\": \"i\", \"expose\": \"external\", \"ports\": \"%s\"%s}"
                .formatted(id, ports, more.length == 0 ? "" : ", " + String.join(", ", more));
    }

    private static String shared(String id, String ports, String... more) {
        return app(id, ports + "\", \"share\": \"edge", more);
    }
}
