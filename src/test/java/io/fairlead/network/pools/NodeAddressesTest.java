package io.fairlead.network.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.Problem;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.plan.Course;
import io.fairlead.plan.Planned;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the nodes' subnet and the nodes' pods keep out of a pool. */
class NodeAddressesTest {

    private final Course course = new Course();

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9/24, 10.0.0.0, true",
        "10.0.0.9/24, 10.0.0.255, true",
        "10.0.0.9/24, 10.0.0.1-10.0.0.8, false",
        "10.0.0.9/24, 10.0.1.0-10.0.1.255, false",
        "10.0.0.9/23, 10.0.0.255-10.0.1.0, false",
        "10.0.0.9/23, 10.0.1.255, true",
        "10.0.0.9/30, 10.0.0.11, true",
        "10.0.0.9/31, 10.0.0.8, false",
        "10.0.0.9/32, 10.0.0.8, false",
        "10.0.0.9, 10.0.0.8, false",
        "garbage, 10.0.0.0/24, false",
        "fd00::9/64, fd00::, true",
        "fd00::9/64, fd00::ffff:ffff:ffff:ffff, false",
        "fd00::9/127, fd00::8, false",
    })
    void theSubnetsOwnAddressesAreNoServices(String annotation, String addresses, boolean refused) {
        node(annotation, "172.31.0.0/24");
        Planned planned = course.send(document(addresses, false));
        assertEquals(refused ? Set.of(Code.ReservedAddress) : Set.of(), codes(planned));
        assertEquals(!refused, planned.network().pools().containsKey("p"));
    }

    @Test
    void addressesThatThePoolNeverGivesAreNoObstacle() {
        node("10.0.0.9/24", "172.31.0.0/24");
        assertEquals(Set.of(), codes(course.send(document("10.0.0.0-10.0.0.8, 10.0.0.10-10.0.0.255", true))));
    }

    @Test
    void aPoolInForceStaysAsItIsWhenTheSubnetIsToldLater() {
        Planned unused = course.send(document("10.0.0.250-10.0.0.255", false));
        course.cluster.addForeignService("printer");
        course.cluster.balance();
        node("10.0.0.9/24", "10.0.0.128/25");

        Planned told = course.settle();
        assertEquals(new TreeSet<>(Set.of(Code.Overlap, Code.ReservedAddress)), codes(told));
        assertTrue(told.network().pools().containsKey("p"));
        assertEquals(
                List.of("10.0.0.250-10.0.0.255"),
                course.cluster
                        .observed()
                        .find(MetalLbKind.POOL.ref("metallb-system", "fairlead-p"))
                        .orElseThrow()
                        .body()
                        .texts("spec", "addresses"));
        assertFalse(course.cluster.addresses().isEmpty());
    }

    private static Set<Code> codes(Planned planned) {
        Set<Code> codes = new TreeSet<>();
        planned.problems().stream().map(Problem::code).forEach(codes::add);
        return codes;
    }

    private void node(String annotation, String podCidr) {
        course.cluster.add(new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Node",
                "metadata",
                Map.of(
                        "name",
                        "node-a",
                        "annotations",
                        Map.of(
                                annotation.contains(":")
                                        ? "projectcalico.org/IPv6Address"
                                        : "projectcalico.org/IPv4Address",
                                annotation)),
                "spec",
                Map.of("podCIDR", podCidr))));
    }

    private static String document(String addresses, boolean avoidBuggyIps) {
        return """
                {"schema": 1, "network": {"services": {"pools": {"p": {"addresses": "%s", "avoidBuggyIPs": %s}}}}}
                """.formatted(addresses, avoidBuggyIps);
    }
}
