package io.fairlead.cli.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.hub.HubEvent;
import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fleet status} of 24 sites: 23 are Degraded, one has never reported. */
class FleetStatusCommandTest {

    private static final int SITES = 24;
    private static final Pattern HEAD =
            Pattern.compile("^24 sites at \\S+, as their modules last reported\n  oldest report: s01, \\d+ s ago\n");

    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private HubStandIn hub;

    @BeforeEach
    void start() throws IOException {
        hub = HubStandIn.startAnywhere(files);
        Files.writeString(files.resolve("login"), hub.serviceConnectionString());
        Files.writeString(folder.resolve("fleet.yaml"), "hub: " + hub.serviceHost() + "\n");
        Files.writeString(folder.resolve("base.yaml"), "schema: 1\n");
        StringBuilder table = new StringBuilder("site\n");
        for (int i = 0; i < SITES; i++) {
            String site = "s%02d".formatted(i);
            table.append(site).append('\n');
            var twin = hub.createModule(site, "fairlead");
            if (i > 0) {
                twin.report(JsonParser.parseString("""
                                {"status": {"phase": "Degraded"}, "module": {"version": "0.1.0"},
                                 "problems": {"p1": {"path": "apps.shop", "code": "ImagePull", "message": "no"}}}
                                """).getAsJsonObject());
            }
        }
        Files.writeString(folder.resolve("sites.csv"), table.toString());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private FleetRun status(String... more) {
        List<String> arguments = new ArrayList<>(List.of("status", "-f", folder.toString()));
        arguments.addAll(List.of("--login-file", files.resolve("login").toString()));
        arguments.addAll(List.of("--ca", hub.caPem().toString()));
        arguments.addAll(List.of(more));
        return FleetRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void itSaysHowOldTheOldestReportIsAndListsTheWorstTwenty() {
        FleetRun run = status();
        assertEquals(1, run.status());
        assertTrue(HEAD.matcher(run.out()).find(), run::out);
        assertTrue(run.out().contains("\n  phase: (none) 1, Degraded 23\n"), run::out);
        assertTrue(run.out().contains("\n  version: (none) 1, 0.1.0 23\n"), run::out);
        assertEquals(
                20,
                run.out().lines().filter("  apps.shop: ImagePull: no"::equals).count());
        assertTrue(run.out().endsWith("and 4 more that are not Converged; --json has all\n"), run::out);
    }

    @Test
    void asJsonItHasEverySiteThatIsNotConverged() {
        FleetRun run = status("--json");
        assertEquals(1, run.status());
        JsonObject json = run.json();
        assertEquals(SITES, json.getAsJsonArray("worst").size());
        assertEquals(
                23,
                json.getAsJsonObject("counts")
                        .getAsJsonObject("code")
                        .get("ImagePull")
                        .getAsInt());
        assertTrue(json.get("oldestReport").getAsString().startsWith("20"), run::out);
    }

    @Test
    void metricsAreInPrometheusTextForm() {
        FleetRun run = status("--prom");
        assertEquals(1, run.status());
        assertTrue(run.out().contains("fairlead_fleet_sites_by_phase{phase=\"(none)\"} 1\n"), run::out);
        assertTrue(
                Pattern.compile("\nfairlead_fleet_oldest_report_timestamp_seconds \\d{10}\n")
                        .matcher(run.out())
                        .find(),
                run::out);
    }

    @Test
    void whileItIsWatchedEachTwinIsReadAgain() throws InterruptedException {
        AtomicInteger reads = new AtomicInteger();
        hub.listen(event -> {
            boolean first = event.toString().contains("/twins/s00/");
            reads.addAndGet(event.kind() == HubEvent.Kind.SERVICE_REQUEST && first ? 1 : 0);
        });
        FleetRun[] run = new FleetRun[1];
        Thread watch = Thread.ofVirtual().start(() -> run[0] = status("--watch", "5"));
        Eventually.holds("it was read three times", Duration.ofSeconds(60), () -> reads.get() >= 3);
        watch.interrupt();
        watch.join();
        assertEquals(2, run[0].status());
        assertTrue(run[0].out().split("24 sites at ", -1).length >= 3, run[0]::out);
        assertTrue(run[0].err().endsWith("fairlead fleet status: interrupted\n"), run[0]::err);
    }
}
