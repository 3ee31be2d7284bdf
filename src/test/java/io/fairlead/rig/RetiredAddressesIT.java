package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What MetalLB does with ranges that are to be given up, on which draining rests. */
@NeedsRig
class RetiredAddressesIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource
    void theRangesAreUsedUpInTheirOrderAndWithoutAutoAssignEverybodyKeepsWhatHeHas(Regime regime) {
        try (Pools pools = new Pools(regime.cluster())) {
            pools.write(Map.of("lab", List.of("198.51.100.42-198.51.100.43", "198.51.100.41/32")), true);
            assertEquals("198.51.100.42", pools.address("first"));
            assertEquals("198.51.100.43", pools.address("second"));
            assertEquals("198.51.100.41", pools.address("third"));

            pools.write(Map.of("lab", List.of("198.51.100.42-198.51.100.43", "198.51.100.41/32")), false);
            pools.delete("third");
            pools.create("fourth");
            pools.write(Map.of("lab", List.of("198.51.100.42-198.51.100.43", "198.51.100.44/32")), false);
            pools.write(Map.of("lab", List.of("198.51.100.42-198.51.100.43", "198.51.100.44/32")), true);
            assertEquals("198.51.100.44", pools.await("fourth"), "what waited while autoAssign was off");
            assertEquals("198.51.100.42", pools.await("first"));
            assertEquals("198.51.100.43", pools.await("second"));
        }
    }

    @Test
    void anAddressThatGoesFromOnePoolToAnotherIsTakenAwayInBetween() {
        try (Pools pools = new Pools(RigCluster.shared())) {
            pools.write(Map.of("lab", List.of("198.51.100.46-198.51.100.47")), true);
            assertEquals("198.51.100.46", pools.address("first"));

            pools.write(Map.of("lab", List.of("198.51.100.47/32")), true);
            Eventually.holds(
                    "it is given another", SOON, () -> pools.await("first").equals("198.51.100.47"));
        }
    }

    /** MetalLB's pools and some Services, in either regime. */
    private record Pools(RigCluster rig, String namespace) implements AutoCloseable {

        Pools(RigCluster rig) {
            this(rig, rig.createNamespace("retired"));
            rig.cleanNetwork();
        }

        void write(Map<String, List<String>> pools, boolean autoAssign) {
            if (rig.regime() == Regime.CONFIG_MAP) {
                rig.configureMetalLb("address-pools:\n"
                        + pools.entrySet().stream()
                                .map(pool -> "- {name: " + pool.getKey() + ", protocol: layer2, auto-assign: "
                                        + autoAssign + ", addresses: [" + String.join(", ", pool.getValue()) + "]}\n")
                                .collect(Collectors.joining()));
                return;
            }
            pools.forEach((name, addresses) -> {
                GenericKubernetesResource pool = new GenericKubernetesResource();
                pool.setApiVersion("metallb.io/v1beta1");
                pool.setKind("IPAddressPool");
                pool.setMetadata(new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
                        .withName(name)
                        .withNamespace(MetalLb.NAMESPACE)
                        .build());
                pool.setAdditionalProperty("spec", Map.of("addresses", addresses, "autoAssign", autoAssign));
                Manifests.apply(rig.admin(), pool);
            });
        }

        void create(String name) {
            Service unused = rig.createLoadBalancer(namespace, name);
        }

        void delete(String name) {
            rig.admin().services().inNamespace(namespace).withName(name).delete();
            Eventually.holds(
                    name + " is gone",
                    SOON,
                    () -> rig.admin()
                                    .services()
                                    .inNamespace(namespace)
                                    .withName(name)
                                    .get()
                            == null);
        }

        String address(String name) {
            create(name);
            return await(name);
        }

        String await(String name) {
            return Eventually.value(
                    name + " has an address",
                    SOON,
                    () -> rig
                            .admin()
                            .services()
                            .inNamespace(namespace)
                            .withName(name)
                            .get()
                            .getStatus()
                            .getLoadBalancer()
                            .getIngress()
                            .stream()
                            .map(ingress -> ingress.getIp())
                            .findFirst());
        }

        @Override
        public void close() { // One that still waits would take the first address of the next test.
            List.of("first", "second", "third", "fourth").forEach(this::delete);
            rig.deleteNamespace(namespace);
            rig.cleanNetwork();
        }
    }
}
