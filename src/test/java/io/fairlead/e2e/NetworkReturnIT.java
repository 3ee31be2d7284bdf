package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change of the network part that keeps a tier from being reached is undone. The test says in place of the speakers, which
 * the rig has not, that node-a announces the Service by ARP and no Service of Fairlead by BGP.
 */
@NeedsRig
class NetworkReturnIT {

    private static final String NAMESPACE = "metallb-system";
    private static final String BGP =
            "{\"localAsn\": 64513, \"peers\": {\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512}}}";

    @Test
    void theLastGoodNetworkPartIsPutBackThroughCrashesAndTheBadOneIsNotTriedAgain() {
        try (EndToEnd device = new EndToEnd()) {
            device.module.set("FAIRLEAD_NETWORK_OUTAGE_SECONDS", "5");
            device.module.start();
            says(device, "ServiceL2Status", device.appsNamespace, "web");
            says(device, "ServiceBGPStatus", "elsewhere", "other");
            device.converged(device.backEnd.replace(document(device, "")));
            String address = device.address("web");

            String bad = document(device, ", \"advertise\": \"bgp\"")
                    .replace("\"services\"", "\"bgp\": " + BGP + ", \"services\"");
            long version = device.backEnd.replace(bad);
            Eventually.holds(
                    "BGP in place of ARP",
                    EndToEnd.SOON,
                    () -> advertised(device).equals(List.of("BGP")));
            device.module.kill();
            device.module.start();

            JsonObject reported = device.problem("RollbackDone");

            Eventually.holds("an event says so", EndToEnd.SOON, () -> rolledBack(device) == 1);
            assertEquals(List.of("L2"), advertised(device));
            assertEquals("409", BackEnd.text(reported, "network.ac"));
            assertTrue(BackEnd.text(reported, "network.ad").contains("NotAdvertised"), reported::toString);
            assertEquals(Long.toString(version), BackEnd.text(reported, "network.av"));
            assertEquals("Rejected", BackEnd.text(reported, "status.phase"));
            device.module.kill();
            device.module.start();
            device.backEnd.patch("{\"control\": {\"reconcileNonce\": \"again\"}}");
            reported = device.backEnd.await(
                    "the next start has answered",
                    EndToEnd.SOON,
                    now -> BackEnd.text(now, "status.reconcileNonce").equals("again")
                            && BackEnd.text(now, "workloads.web.phase").equals("Ready"));
            assertTrue(BackEnd.text(reported, "network.ad").contains("RollbackDone"), reported::toString);
            assertEquals(List.of("L2"), advertised(device));
            assertEquals(address, device.address("web"));

            assertEquals(1, rolledBack(device));

            device.converged(device.backEnd.replace(document(device, "")));
        } finally {
            for (String kind : List.of("ServiceL2Status", "ServiceBGPStatus")) {
                io.fairlead.rig.RigCluster.shared()
                        .admin()
                        .genericKubernetesResources("metallb.io/v1beta1", kind)
                        .inNamespace(NAMESPACE)
                        .delete();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeptRevisionIsInForceForAsLongAsTheTwinNamesIt(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("bgp-communities: {}\n");
            }
            device.module.start();
            JsonObject first = device.converged(device.backEnd.replace(document(device, "")));
            String address = device.address("web");
            String grown = document(device, "").replace(device.range(0, 1), device.range(0, 4));
            device.converged(device.backEnd.replace(grown));
            assertEquals(device.range(0, 4), addresses(device));

            String revision = BackEnd.text(first, "status.revision");
            long version = device.backEnd.patch("{\"control\": {\"rollbackTo\": " + revision + "}}");
            JsonObject back = device.converged(version);
            assertEquals(device.range(0, 1), addresses(device));
            assertEquals("200", BackEnd.text(back, "network.ac"), back::toString);
            assertTrue(
                    BackEnd.text(back, "network.ad").contains("revision " + revision + " is in force"), back::toString);
            device.module.kill();
            device.module.start();
            device.converged(version);
            assertEquals(device.range(0, 1), addresses(device));

            device.converged(device.backEnd.patch("{\"control\": {\"rollbackTo\": 0}}"));
            assertEquals(device.range(0, 4), addresses(device));
            assertEquals(address, device.address("web"));
        }
    }

    /** Which of the two ranges MetalLB reads. */
    private static String addresses(EndToEnd device) {
        String read = device.rig.regime() == Regime.CRD
                ? new MetalLbObjects(device)
                        .spec("IPAddressPool", "fairlead-default")
                        .toString()
                : device.rig.metalLbConfiguration();
        return List.of(device.range(0, 1), device.range(0, 4)).stream()
                .filter(read::contains)
                .collect(Collectors.joining(" and "));
    }

    private static long rolledBack(EndToEnd device) {
        return device.hub.twin(device.name, "fairlead").events().stream()
                .filter(event -> "RolledBack".equals(event.properties().get("type")))
                .map(event -> event.system().get("mid"))
                .distinct()
                .count();
    }

    private static List<String> advertised(EndToEnd device) {
        return List.of("BGP", "L2").stream()
                .filter(way -> !device.admin()
                        .genericKubernetesResources("metallb.io/v1beta1", way + "Advertisement")
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .isEmpty())
                .toList();
    }

    private static void says(EndToEnd device, String kind, String namespace, String service) {
        GenericKubernetesResource status = new GenericKubernetesResourceBuilder()
                .withApiVersion("metallb.io/v1beta1")
                .withKind(kind)
                .withNewMetadata()
                .withName("says-" + service)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of())
                .build();
        Resource<GenericKubernetesResource> resource = device.admin()
                .genericKubernetesResources("metallb.io/v1beta1", kind)
                .inNamespace(NAMESPACE)
                .resource(status);
        GenericKubernetesResource made = resource.create();
        made.setAdditionalProperty(
                "status", Map.of("node", "node-a", "serviceName", service, "serviceNamespace", namespace));
        var unused = device.admin().resource(made).updateStatus();
    }

    private static String document(EndToEnd device, String how) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"%s}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "80"}}}
                """.formatted(device.range(0, 1), how);
    }
}
