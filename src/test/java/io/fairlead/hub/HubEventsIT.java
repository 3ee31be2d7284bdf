package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import io.fairlead.report.Event;
import io.fairlead.standin.hub.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events through Azure's SDK. */
class HubEventsIT {

    @RegisterExtension
    final HubRig rig = new HubRig();

    @Test
    void whatHappensWithoutAConnectionArrivesAfterwardsInItsOrder() throws Exception {
        rig.connect();
        rig.awaitConnected();
        send("app-0");
        rig.await("the first", () -> apps().equals(List.of("app-0")));
        Telemetry first = rig.twin().events().getFirst();
        assertEquals("events", first.output());
        assertEquals("application/json", first.contentType());
        assertEquals(Map.of("type", "TierFailed", "severity", "error", "app", "app-0"), first.properties());
        JsonObject body = first.json().getAsJsonObject();
        assertEquals("web", body.get("tier").getAsString());

        rig.hub().stop();
        rig.await("no connection", () -> !rig.connection().isConnected());
        IntStream.range(1, 6).forEach(i -> send("app-" + i));
        rig.hub().reopen();

        rig.await("all of them", () -> apps().size() >= 6);
        assertEquals(List.of("app-0", "app-1", "app-2", "app-3", "app-4", "app-5"), apps());
    }

    private void send(String app) {
        JsonObject details = new JsonObject();
        details.addProperty("tier", "web");
        rig.connection().send(new Event(Event.Type.TierFailed, Optional.of(app), details));
    }

    /** The SDK may have lost an answer, and then one comes twice, under the same id. */
    private List<String> apps() {
        return rig.twin().events().stream()
                .map(event ->
                        event.system().get("mid") + " " + event.properties().get("app"))
                .distinct()
                .map(event -> event.split(" ", 2)[1])
                .toList();
    }
}
