package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows that the older cluster is one, and what its MetalLB does with a configuration that takes addresses away. */
@NeedsRig
class OldRigIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final RigCluster rig = RigCluster.old();
    private final String namespace = rig.createNamespace("old");

    @AfterEach
    void cleanUp() {
        rig.deleteNamespace(namespace);
        rig.cleanNetwork();
    }

    @Test
    void itIsTheOlderKubernetesAndServesNoPools() {
        String version = rig.admin().getKubernetesVersion().getGitVersion();
        assertTrue(rig.binaries().apiServer().toString().contains("kubernetes-" + version + "/"), version);
        assertTrue(version.startsWith("v1.28."), version);
        assertEquals(
                0,
                rig.admin().apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .filter(crd -> crd.getSpec().getGroup().equals("metallb.io"))
                        .count());
    }

    @Test
    void aConfigurationThatTakesAnAddressAwayIsRefusedUntilTheControllerRestarts() {
        rig.configureMetalLb(pool("198.51.100.20-198.51.100.21"));
        Service first = service("first");
        Service second = service("second");
        assertEquals("198.51.100.20", awaitIngress(first));
        assertEquals("198.51.100.21", awaitIngress(second));

        rig.configureMetalLb(pool("198.51.100.21-198.51.100.22"));
        Eventually.holds("MetalLB refuses it", SOON, () -> rig.metalLb().stale());
        assertEquals("198.51.100.20", awaitIngress(first));

        rig.metalLb().restart();
        // Which Service is looked at first is chance, and so is who gets the address of the other.
        Eventually.holds(
                "the address is taken away",
                SOON,
                () -> ingress(first)
                        .filter(address -> !address.equals("198.51.100.20"))
                        .isPresent());
    }

    private static String pool(String addresses) {
        return """
                address-pools:
                - name: lab
                  protocol: layer2
                  addresses: [%s]
                """.formatted(addresses);
    }

    private Service service(String name) {
        Service created = rig.createLoadBalancer(namespace, name);
        String unused = awaitIngress(created);
        return created;
    }

    private String awaitIngress(Service service) {
        return Eventually.value("an address", SOON, () -> ingress(service));
    }

    private Optional<String> ingress(Service service) {
        return rig.admin().resource(service).get().getStatus().getLoadBalancer().getIngress().stream()
                .map(ingress -> ingress.getIp())
                .findFirst();
    }
}
