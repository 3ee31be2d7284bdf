package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tiers of several apps that share an address, by MetalLB of both regimes. */
@NeedsRig
class ShareIT {

    private static final Duration LONG = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource
    void tiersComeToShareAnAddressAndPartAndThoseThatStayNeverLoseIt(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            device.module.start();
            String shared = device.ip(0);
            send(device, app("a", "80"), app("b", "81"));
            assertEquals(List.of(device.ip(0), device.ip(1)), addresses(device, "a", "b"));

            try (AddressHistory history = new AddressHistory(device.admin(), device.appsNamespace)) {
                Eventually.holds(
                        "the watch has both", LONG, () -> history.since().size() == 2);
                JsonObject reported = send(device, shared("a", "80"), shared("b", "81"), shared("c", "82,82/UDP"));
                assertEquals(Set.of(shared), addressSet(device, "a", "b", "c-tcp", "c-udp"));
                assertEquals(shared, BackEnd.text(reported, "workloads.b.tiers.b.address"));
                assertEquals("1", BackEnd.text(reported, "pools.default.used"));

                // The second leaves, another comes; then two exchange their ports, which one alone must be away for.
                send(device, shared("a", "80"), app("b", "81"), shared("c", "82"), shared("d", "81"));
                assertEquals(Set.of(shared), addressSet(device, "a", "c", "d"));
                assertNotEquals(shared, device.address("b"));
                assertEquals(List.of(shared), had(history, "a"));
                send(device, shared("a", "82"), app("b", "81"), shared("c", "80"), shared("d", "81"));
                assertEquals(Set.of(shared), addressSet(device, "a", "c", "d"));
                assertEquals(List.of(shared), had(history, "d"));

                // Another key for all who share it takes it from nobody.
                send(device, other("a", "82"), app("b", "81"), other("c", "80"), other("d", "81"));
                assertEquals(Set.of(shared), addressSet(device, "a", "c", "d"));
                assertEquals(List.of(shared), had(history, "d"));

                // The first leaves: it is the one that moves.
                send(device, app("a", "82"), app("b", "81"), other("c", "80"), other("d", "81"));
                assertEquals(Set.of(shared), addressSet(device, "c", "d"));
                assertNotEquals(shared, device.address("a"));
                assertEquals(List.of(shared), had(history, "d"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPortThatSomebodyElseHasOnTheAddressCostsNobodyTheAddress(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            device.module.start();
            send(device, shared("a", "80"), shared("b", "81"));
            String key = device.service("a").orElseThrow().getMetadata().getAnnotations().entrySet().stream()
                    .filter(annotation -> annotation.getKey().endsWith("allow-shared-ip"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            Service foreign = new ServiceBuilder()
                    .withNewMetadata()
                    .withName("foreign")
                    .addToAnnotations("metallb.universe.tf/allow-shared-ip", key)
                    .endMetadata()
                    .withNewSpec()
                    .withType("LoadBalancer")
                    .withLoadBalancerIP(device.ip(0))
                    .addToSelector("app", "foreign")
                    .addNewPort()
                    .withPort(90)
                    .withProtocol("TCP")
                    .endPort()
                    .endSpec()
                    .build();
            Service made = device.admin()
                    .services()
                    .inNamespace(device.appsNamespace)
                    .resource(foreign)
                    .create();
            assertEquals(device.ip(0), device.awaitAddress("foreign"));

            var unused = device.backEnd.replace(document(device, shared("a", "80,90"), shared("b", "81")));
            JsonObject reported = device.problem("SharingConflict");
            assertEquals(List.of("apps.a"), EndToEnd.problemPaths(reported));
            assertEquals(List.of(device.ip(0), device.ip(0)), addresses(device, "a", "b"));

            device.admin().resource(made).delete();
            Eventually.holds(
                    "the port is a's",
                    LONG,
                    () -> device.service("a").orElseThrow().getSpec().getPorts().size() == 2);
            assertEquals(device.ip(0), device.address("a"));
        }
    }

    private static List<String> had(AddressHistory history, String service) {
        List<String> had = history.since().getOrDefault(service, List.of());
        return !had.isEmpty() && had.get(0).isEmpty() ? had.subList(1, had.size()) : had; // A new one had none.
    }

    private static List<String> addresses(EndToEnd device, String... services) {
        return List.of(services).stream().map(device::awaitAddress).toList();
    }

    private static Set<String> addressSet(EndToEnd device, String... services) {
        return new TreeSet<>(addresses(device, services));
    }

    private static JsonObject send(EndToEnd device, String... apps) {
        return device.converged(device.backEnd.replace(document(device, apps)), LONG);
    }

    private static String document(EndToEnd device, String... apps) {
        return """
                {"schema": 1, "network": {"services": {"pools": {"default": {"addresses": "%s"}}}}, "apps": {%s}}
                """.formatted(device.range(0, 3), String.join(",", apps));
    }

    private static String app(String id, String ports) {
        return "\"%s\": {\"image\": \"registry.example/%s:1\", \"expose\": \"external\", \"ports\": \"%s\"}"
                .formatted(id, id, ports);
    }

    private static String shared(String id, String ports) {
        return app(id, ports + "\", \"share\": \"edge");
    }

    private static String other(String id, String ports) {
        return app(id, ports + "\", \"share\": \"other");
    }
}
