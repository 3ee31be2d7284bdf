package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What a back end is told when it calls the module, through the hub's HTTPS API. */
@NeedsRig
class StatusMethodIT {

    @Test
    void statusNamesThePodsBehindATierAsTheClusterHasThem() {
        try (EndToEnd device = new EndToEnd()) {
            device.module.start();
            device.converged(device.backEnd.replace("""
                    {"schema": 1,
                     "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                     "apps": {"web": {"image": "web.example/shop:1", "replicas": 2, "expose": "external", "ports": "80"}}}
                    """.formatted(device.range(0, 1))));

            JsonObject answer = device.backEnd.call("status", "null");

            assertEquals("200", BackEnd.text(answer, "status"));
            assertEquals("Converged", BackEnd.text(answer, "payload.status.phase"));
            assertEquals(
                    device.range(0, 1), BackEnd.text(answer, "payload.network.value.services.pools.default.addresses"));
            // One ready endpoint makes a tier Ready; the cluster may write the other one later.
            Eventually.holds("the answer has the pods of the cluster", EndToEnd.SOON, () -> {
                assertEquals(pods(device), endpoints(device.backEnd.call("status", "null")));
                return true;
            });
            assertFalse(device.backEnd.reported().toString().contains("\"endpoints\""));
            assertEquals("200", BackEnd.text(device.backEnd.call("ping", "null"), "status"));
            assertEquals("404", BackEnd.text(device.backEnd.call("reboot", "{}"), "status"));
            assertEquals("400", BackEnd.text(device.backEnd.call("status", "{\"app\": \"web\"}"), "status"));
        }
    }

    private static Set<String> endpoints(JsonObject answer) {
        JsonElement tiers = BackEnd.at(answer, "payload.workloads.web.tiers.web.endpoints");
        return StreamSupport.stream(tiers.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(pod -> BackEnd.text(pod, "pod") + " " + BackEnd.text(pod, "node") + " " + BackEnd.text(pod, "ip")
                        + " " + BackEnd.text(pod, "ready"))
                .collect(Collectors.toSet());
    }

    private static Set<String> pods(EndToEnd device) {
        List<Pod> pods =
                device.admin().pods().inNamespace(device.appsNamespace).list().getItems();
        return pods.stream()
                .map(pod -> pod.getMetadata().getName() + " " + pod.getSpec().getNodeName() + " "
                        + pod.getStatus().getPodIP() + " true")
                .collect(Collectors.toSet());
    }
}
