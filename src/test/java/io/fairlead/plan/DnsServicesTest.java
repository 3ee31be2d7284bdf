package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.plan.target.Registries;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Services by which the cluster's DNS answers the LAN come and go with the wish. */
class DnsServicesTest {

    private final Course course = new Course();

    @BeforeEach
    void aClusterWithADns() {
        course.cluster.set(Area.DNS, Access.WRITE);
        course.cluster.add(service("kube-system", "kube-dns", "ClusterIP"));
    }

    @Test
    void theServicesGoWithTheWishAndNothingElseDoes() {
        Planned unusedServed = course.send(document("", ""));
        assertEquals(
                List.of("kube-system/fairlead-dns-tcp", "kube-system/fairlead-dns-udp", "kube-system/kube-dns"),
                services());
        Planned unusedLeft = course.send(document("", "").replace(", \"serve\": {}", ""));
        assertEquals(List.of("kube-system/kube-dns"), services());
    }

    @Test
    void aServiceOfSomebodyElsesIsAnObstacle() {
        course.cluster.add(service("kube-system", "fairlead-dns-udp", "ClusterIP"));
        assertEquals(Set.of(Code.Conflict), codes(course.send(document("", ""))));
        assertFalse(isOurs("fairlead-dns-udp"));
    }

    @Test
    void aServiceOfSomebodyElsesIsTakenOverWhereTheTwinSaysSo() {
        course.cluster.add(service("kube-system", "fairlead-dns-udp", "ClusterIP"));
        assertEquals(Set.of(), codes(course.send(document("", ", \"control\": {\"takeOwnership\": \"helm\"}"))));
        assertTrue(isOurs("fairlead-dns-udp"));
    }

    @Test
    void theAddressesThatAreToStayFreeAreNotTheDnssEither() {
        Map<String, Object> body =
                new TreeMap<>(service("edge", "hub", "LoadBalancer").map());
        body.put("status", Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", "192.0.2.1")))));
        Planned unusedBefore = course.send(document("", "").replace(", \"serve\": {}", "")); // The pool is there first.
        course.cluster.add(new Fields(body));

        Planned four = course.send(document(", \"keepFree\": 4", ""));
        assertEquals(Set.of(Code.PoolExhausted), codes(four));
        assertEquals(List.of("edge/hub", "kube-system/kube-dns"), services());

        assertEquals(Set.of(), codes(course.send(document(", \"keepFree\": 3", ""))));
        assertTrue(isOurs("fairlead-dns-udp"));

        // What the DNS has it keeps.
        assertEquals(Set.of(), codes(course.send(document(", \"keepFree\": 4", ""))));
        assertTrue(isOurs("fairlead-dns-udp"));
    }

    private static Set<Code> codes(Planned planned) {
        return planned.problems().stream()
                .filter(problem -> problem.path().equals("network.dns.serve"))
                .map(Problem::code)
                .collect(Collectors.toSet());
    }

    private boolean isOurs(String name) {
        return course.cluster
                .observed()
                .find(ObjectRef.service("kube-system", name))
                .filter(LiveObject::isFairleads)
                .isPresent();
    }

    private static Fields service(String namespace, String name, String type) {
        return new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", name, "namespace", namespace),
                "spec",
                Map.of("type", type, "clusterIP", "172.28.0.10", "selector", Map.of("k8s-app", "kube-dns"))));
    }

    @Test
    void whereTheModuleMayNotForwardZonesADocumentThatDoesIsRefused() {
        String forward = document("", "")
                .replace(
                        "\"serve\": {}",
                        "\"forward\": {\"corp\": {\"zone\": \"corp.example\", \"servers\": \"192.0.2.53\"}}");
        Course forbidden = new Course(Registries.ANY, false);
        Planned refused = forbidden.send(forward);
        assertEquals(
                List.of("network.dns.forward ForbiddenSetting"),
                refused.problems().stream()
                        .filter(problem -> problem.code() == Code.ForbiddenSetting)
                        .map(problem -> problem.path() + " " + problem.code())
                        .toList());
        assertEquals(List.of(), forbidden.cluster.observed().ofKind("IPAddressPool"));
        Planned accepted = course.send(forward);
        assertEquals(
                List.of(),
                accepted.problems().stream()
                        .filter(problem -> problem.code() == Code.ForbiddenSetting)
                        .toList());
    }

    private List<String> services() {
        return course.cluster.observed().stream("Service")
                .map(service -> service.ref().namespace() + "/" + service.ref().name())
                .toList();
    }

    private static String document(String services, String more) {
        return "{\"schema\": 1, \"network\": {\"services\": {\"pools\": {\"p\": {\"addresses\": \"192.0.2.1-192.0.2.5\"}}"
                + services + "}, \"dns\": {\"zone\": \"edge.example\", \"serve\": {}}}" + more + "}";
    }
}
