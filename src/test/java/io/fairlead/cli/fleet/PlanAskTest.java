package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fleet plan --ask}: one site has a real module, one is away. */
class PlanAskTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private HubStandIn hub;
    private LiveSite live;

    @BeforeEach
    void aSiteThatIsThereAndOneThatIsAway() throws Exception {
        hub = HubStandIn.startAnywhere(files);
        var unused = hub.createModule("away", "fairlead");
        live = LiveSite.inThisProcess(hub, "live", files);
        Files.writeString(files.resolve("login"), hub.serviceConnectionString());
        Files.writeString(folder.resolve("fleet.yaml"), """
                hub: %s
                waves: [canary, rest]
                """.formatted(hub.serviceHost()));
        Files.writeString(folder.resolve("sites.csv"), """
                site,wave,range
                live,canary,10.0.1.1-10.0.1.9
                away,rest,10.0.2.1-10.0.2.9
                """);
        base("10");
        assertTrue(
                live.twin().awaitReported(reported -> reported.has("status"), Duration.ofMinutes(1)),
                "the module has seen its cluster");
    }

    private void base(String keepFree) throws IOException {
        Files.writeString(folder.resolve("base.yaml"), """
                schema: 1
                network: {services: {keepFree: %s, pools: {default: {addresses: "${range}"}}}}
                apps: {shop: {image: "docker.io/library/nginx:1", expose: external, ports: "http=80"}}
                """.formatted(keepFree));
    }

    @AfterEach
    void stop() {
        live.close();
        hub.close();
    }

    private FleetRun plan(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "plan",
                "-f",
                folder.toString(),
                "--login-file",
                files.resolve("login").toString(),
                "--ca",
                hub.caPem().toString()));
        arguments.addAll(Arrays.asList(more));
        return FleetRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void aModuleSaysWhatItWouldDoAndOneThatIsAwayOrLateIsToldAsThat() throws Exception {
        base("1");
        FleetRun first = Eventually.value(
                "the module has the time for an answer",
                Duration.ofMinutes(1),
                () -> Optional.of(plan("--ask")).filter(run -> !run.out().contains("gave no plan")));
        assertEquals(0, first.status(), first::err);
        assertTrue(first.out().startsWith("asked live: "), first::out);
        assertTrue(first.out().contains("IPAddressPool"), first::out);
        assertEquals(1, live.twin().desiredVersion());

        FleetRun rest = plan("--ask=rest", "--json");
        JsonObject away = rest.json().getAsJsonObject("sites").getAsJsonObject("away");
        assertEquals(
                "away: its module is not connected to IoT Hub",
                away.getAsJsonObject("asked").get("says").getAsString());

        hub.faults().loseMethods(1);
        FleetRun late = plan("--ask=live", "--ask-within=5");
        assertEquals("asked live: connected, and did not answer within 5 s\n", late.out());

        base("90");
        FleetRun refused = plan("--ask", "live,rest");
        assertEquals(1, refused.status(), refused::out);
        assertTrue(refused.out().contains("asked away: away"), refused::out);
        assertTrue(refused.out().contains("asked live: refuses"), refused::out);

        assertEquals(2, plan("--ask=nobody").status());
        assertEquals(2, plan("--ask=live", "--ask-within=1").status());
    }
}
