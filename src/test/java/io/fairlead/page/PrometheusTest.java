package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.loop.ApiCall;
import io.fairlead.model.Code;
import io.fairlead.page.metrics.InstanceLabels;
import io.fairlead.page.view.HubContact;
import io.fairlead.report.Reports;
import io.fairlead.rig.NeedsTool;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics, the alert rules and the dashboard against a real Prometheus. */
@NeedsTool({"prometheus", "promtool"})
class PrometheusTest {

    private static final Path FOLDER = Path.of("docs", "dashboards").toAbsolutePath();
    private static final Pattern SERIES = Pattern.compile("\\b(fairlead_[a-z_]+|process_[a-z_]+)\\b");

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
                null, "promtool", "check", "rules", FOLDER.resolve("rules.yml").toString());
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
        Matcher alert = Pattern.compile("alert: (\\w+)").matcher(Files.readString(FOLDER.resolve("rules.yml")));
        while (alert.find()) {
            assertTrue(tests.contains("alertname: " + alert.group(1)), "no bad state of " + alert.group(1));
        }
    }

    @Test
    void everySeriesThatRulesAndDashboardNameIsScraped() throws Exception {
        int port = free();
        world.problem("apps.shop", Code.ImagePull, "no");
        world.credentialUntil = Optional.of(Instant.now());
        try (PageServer server = server()) {
            Path config = Files.writeString(
                    folder.resolve("prometheus.yml"), """
                    global: { scrape_interval: 1s, evaluation_interval: 1s }
                    rule_files: [%s]
                    scrape_configs:
                      - job_name: fairlead
                        static_configs: [{ targets: ['127.0.0.1:%d'] }]
                    """.formatted(FOLDER.resolve("rules.yml"), server.port()));
            Process prometheus = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            try {
                Set<String> missing = named();
                assertTrue(missing.size() > 12, missing::toString);
                Instant end = Instant.now().plus(Duration.ofSeconds(60));
                while (!missing.isEmpty() && Instant.now().isBefore(end)) {
                    missing.removeIf(series -> exists(port, series));
                    Thread.sleep(300);
                }
                assertEquals(Set.of(), missing, () -> "not scraped; " + logOf());
                assertEquals(
                        "edge",
                        query(port, "fairlead_phase{phase=\"Converged\"} == 1")
                                .orElseThrow()
                                .getAsJsonObject("metric")
                                .get("edge_device")
                                .getAsString());
            } finally {
                prometheus.destroy();
                assertTrue(prometheus.waitFor(30, TimeUnit.SECONDS));
            }
        }
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String logOf() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException none) {
            return "no log";
        }
    }

    /** The series in the rules and in the dashboard. */
    private static Set<String> named() throws IOException {
        Set<String> series = new TreeSet<>();
        for (String file : List.of("rules.yml", "fairlead.json")) {
            Matcher name = SERIES.matcher(Files.readString(FOLDER.resolve(file)));
            while (name.find()) {
                series.add(name.group(1));
            }
        }
        return series;
    }

    private static boolean exists(int port, String series) {
        return query(port, series).isPresent();
    }

    private static Optional<JsonObject> query(int port, String expression) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                return Optional.empty(); // It is not ready yet.
            }
            JsonElement data =
                    JsonParser.parseString(answer.body()).getAsJsonObject().get("data");
            JsonArray result = data.getAsJsonObject().getAsJsonArray("result");
            return result.isEmpty()
                    ? Optional.empty()
                    : Optional.of(result.get(0).getAsJsonObject());
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
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
