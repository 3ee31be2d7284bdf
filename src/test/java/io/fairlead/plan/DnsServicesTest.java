package io.fairlead.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Services by which the cluster's DNS answers the LAN come and go with the wish. */
class DnsServicesTest {

    private final Course course = new Course();

    @Test
    void theServicesGoWithTheWishAndNothingElseDoes() {
        course.cluster.set(Area.DNS, Access.WRITE);
        course.cluster.add(new Fields(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "kube-dns", "namespace", "kube-system"),
                "spec",
                Map.of("clusterIP", "172.28.0.10", "selector", Map.of("k8s-app", "kube-dns")))));
        Planned unusedServed = course.send(document("\"zone\": \"edge.example\", \"serve\": {}"));
        assertEquals(
                List.of("kube-system/fairlead-dns-tcp", "kube-system/fairlead-dns-udp", "kube-system/kube-dns"),
                services());
        Planned unusedLeft = course.send(document("\"zone\": \"edge.example\""));
        assertEquals(List.of("kube-system/kube-dns"), services());
    }

    @Test
    void whereTheModuleMayNotForwardZonesADocumentThatDoesIsRefused() {
        String forward = "\"zone\": \"edge.example\", \"forward\": {\"corp\": {\"zone\": \"corp.example\", \"servers\":"
                + " \"192.0.2.53\"}}";
        Course forbidden = new Course(Registries.ANY, false);
        Planned refused = forbidden.send(document(forward));
        assertEquals(
                List.of("network.dns.forward ForbiddenSetting"),
                refused.problems().stream()
                        .filter(problem -> problem.code() == Code.ForbiddenSetting)
                        .map(problem -> problem.path() + " " + problem.code())
                        .toList());
        assertEquals(List.of(), forbidden.cluster.observed().ofKind("IPAddressPool"));
        Planned accepted = course.send(document(forward));
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

    private static String document(String dns) {
        return "{\"schema\": 1, \"network\": {\"services\": {\"pools\": {\"p\": {\"addresses\": \"192.0.2.1-192.0.2.5\"}}}, \"dns\": {"
                + dns + "}}}";
    }
}
