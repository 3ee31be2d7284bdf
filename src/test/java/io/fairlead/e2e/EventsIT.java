package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the module tells beside the twin, on its output {@code events}. */
@NeedsRig
class EventsIT {

    @ParameterizedTest
    @EnumSource
    void eachCauseIsOneMessageThroughARestartToo(Regime regime) {
        try (EndToEnd device = new EndToEnd(regime)) {
            if (regime == Regime.CONFIG_MAP) {
                device.rig.configureMetalLb("");
            }
            device.module.start();
            device.converged(device.backEnd.replace("""
                    {"schema": 1,
                     "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                     "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "80"}}}
                    """.formatted(device.range(0, 3))));
            String assigned = "AddressAssigned info web";
            String ready = "TierReady info web";
            expect(device, List.of(assigned, ready));

            device.module.kill();
            device.module.start();
            device.converged(device.backEnd.patch("{\"control\": {\"reconcileNonce\": \"again\"}}"));
            device.backEnd.await(
                    "an answer of the next start",
                    EndToEnd.SOON,
                    reported -> BackEnd.text(reported, "status.reconcileNonce").equals("again"));

            var unused = device.admin()
                    .services()
                    .inNamespace(device.appsNamespace)
                    .withName("web")
                    .edit(service -> {
                        service.getMetadata().setLabels(Map.of("app.kubernetes.io/managed-by", "somebody"));
                        return service;
                    });
            String repaired = "DriftRepaired warning null";
            expect(device, List.of(assigned, ready, repaired));
            assertEquals("Service " + device.appsNamespace + "/web", BackEnd.text(last(device), "object"));

            device.backEnd.patch("{\"network\": {\"services\": {\"pools\": {\"default\": {\"addresses\": \"%s\"}}}}}"
                    .formatted(device.range(1, 3)));
            expect(device, List.of(assigned, ready, repaired, "PlanRefused warning null"));
            assertEquals("network", BackEnd.text(last(device), "path"));
        }
    }

    private static void expect(EndToEnd device, List<String> wanted) {
        Eventually.holds(
                wanted + " and no more: " + told(device),
                EndToEnd.SOON,
                () -> told(device).size() >= wanted.size());
        assertEquals(wanted, told(device));
    }

    /** Type, severity and app of each message; one that came twice has the same id. */
    private static List<String> told(EndToEnd device) {
        return device.hub.twin(device.name, "fairlead").events().stream()
                .map(event ->
                        event.system().get("mid") + " " + event.properties().get("type") + " "
                                + event.properties().get("severity") + " "
                                + event.properties().get("app"))
                .distinct()
                .map(event -> event.split(" ", 2)[1])
                .toList();
    }

    private static JsonObject last(EndToEnd device) {
        return device.hub
                .twin(device.name, "fairlead")
                .events()
                .getLast()
                .json()
                .getAsJsonObject();
    }
}
