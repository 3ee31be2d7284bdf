package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.loop.ApiCall;
import io.fairlead.model.Code;
import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.view.HubContact;
import io.fairlead.report.Reports;
import io.fairlead.rig.NeedsTool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, the alert rules and the dashboard against a real Prometheus. */
@NeedsTool({"prometheus", "promtool"})
class PrometheusTest {

    @TempDir
    private Path folder;

    private final PageWorld world =
            new PageWorld().pool("default", "192.0.2.1-192.0.2.4").tier("shop", "192.0.2.1");

    @Test
    void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
        try (PageServer server = server()) {
            Path text = Files.writeString(folder.resolve("metrics"), metrics(server));
            assertEquals("", run(text, "promtool", "check", "metrics"));
        }
    }

    @Test
    void promtoolFindsNothingWrongWithTheRules() throws Exception {
        String said = run(
                null,
                "promtool",
                "check",
                "rules",
                Prometheus.DASHBOARDS.resolve("rules.yml").toString());
        assertTrue(said.contains("SUCCESS: 8 rules found"), said);
    }

    @Test
    void everyAlertFiresInItsBadStateAndNotInAGoodOne() throws Exception {
        String said = run(
                null,
                "promtool",
                "test",
                "rules",
                Path.of("src/test/resources/alerts.yml").toAbsolutePath().toString());
        assertTrue(said.contains("SUCCESS"), said);
        String tests = Files.readString(Path.of("src/test/resources/alerts.yml"));
        Matcher alert =
                Pattern.compile("alert: (\\w+)").matcher(Files.readString(Prometheus.DASHBOARDS.resolve("rules.yml")));
        while (alert.find()) {
            assertTrue(tests.contains("alertname: " + alert.group(1)), "no bad state of " + alert.group(1));
        }
    }

    @Test
    void everySeriesThatRulesAndDashboardNameIsScraped() throws Exception {
        world.problem("apps.shop", Code.ImagePull, "no");
        world.credentialUntil = Optional.of(Instant.now());
        try (PageServer server = server();
                Prometheus prometheus = new Prometheus(folder, server.port())) {
            prometheus.awaitAllSeriesOfRulesAndDashboard();
            assertEquals(
                    "edge",
                    prometheus
                            .query("fairlead_phase{phase=\"Converged\"} == 1")
                            .orElseThrow()
                            .getAsJsonObject("metric")
                            .get("edge_device")
                            .getAsString());
        }
    }

    private PageServer server() throws IOException {
        Board board =
                new Board("edge", () -> new HubContact(true, true, Optional.of(Instant.now())), Clock.systemUTC());
        board.report(Reports.build(world.report()));
        board.cycled(Duration.ofMillis(12));
        TreeMap<ApiCall, Long> calls = new TreeMap<>();
        calls.put(new ApiCall("get", 200), 4L);
        return PageServer.start(
                0,
                Exposure.OFF,
                board,
                new PageServer.Sources(new InstanceLabels("hub.test", "edge", "1"), "1.2.3", () -> calls));
    }

    private static String metrics(PageServer server) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertFalse(text.isEmpty());
            return text;
        }
    }

    private String run(@org.jspecify.annotations.Nullable Path input, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Path output = folder.resolve("said");
        Process process = builder.redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
