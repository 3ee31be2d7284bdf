package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus that scrapes a module every second and evaluates the alert rules. */
public final class Prometheus implements AutoCloseable {

    /** The folder of the dashboard and the rules. */
    static final Path DASHBOARDS = Path.of("docs", "dashboards").toAbsolutePath();

    private static final Pattern SERIES = Pattern.compile("\\b(fairlead_[a-z_]+|process_[a-z_]+)\\b");

    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * @param folder a folder for its data
     * @param target the port of the module on this machine
     */
    public Prometheus(Path folder, int target) throws IOException {
        this.folder = folder;
        this.port = free();
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [%s]
                scrape_configs:
                  - job_name: fairlead
                    static_configs: [{ targets: ['127.0.0.1:%d'] }]
                """.formatted(DASHBOARDS.resolve("rules.yml"), target));
        process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    /** Waits until every series that the rules and the dashboard name was scraped. */
    public void awaitAllSeriesOfRulesAndDashboard() throws IOException, InterruptedException {
        Set<String> missing = named();
        assertTrue(missing.size() > 12, missing::toString);
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!missing.isEmpty() && Instant.now().isBefore(end)) {
            missing.removeIf(series -> query(series).isPresent());
            Thread.sleep(300);
        }
        assertEquals(Set.of(), missing, () -> "not scraped; " + logOf());
    }

    private static Set<String> named() throws IOException {
        Set<String> series = new TreeSet<>();
        for (String file : List.of("rules.yml", "fairlead.json")) {
            Matcher name = SERIES.matcher(Files.readString(DASHBOARDS.resolve(file)));
            while (name.find()) {
                series.add(name.group(1));
            }
        }
        return series;
    }

    /** The first result of an expression; empty if it has none. */
    Optional<JsonObject> query(String expression) {
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

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String logOf() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
