package io.fairlead.bench;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.standin.cluster.ApiServerStandIn;
import io.fairlead.standin.fleet.LiveSite;
import io.fairlead.standin.hub.HubEvent;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Weeks of a module in minutes, on stand-ins: as many tokens, reads of the twin, edits, repairs, lost connections and watches. Prints
 * what the process holds at the end of each day, and fails if that grows.
 */
final class SoakBench implements AutoCloseable {

    /** A token of a device is used for 40 minutes. */
    private static final double TOKENS_PER_HOUR = 1.5;

    private static final int HOURS = 24;
    private static final int APPS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HubStandIn hub;
    private final HubTwin twin;
    private final ApiServerStandIn cluster;
    private final Process process;
    private final BufferedReader answers;
    private final OutputStream questions;
    private final URI page;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Row> rows = new ArrayList<>();
    private final List<NativeMemory> parts = new ArrayList<>();
    private int calls;

    /**
     * What the process holds at the end of a day.
     *
     * @param connections connections so far
     * @param heapMb what of the heap is in use after a collection
     */
    private record Row(int day, int connections, double heapMb, long threads, long files, double residentMb) {}

    private SoakBench() throws IOException {
        Path folder = Files.createDirectories(Bench.FOLDER.resolve("soak"));
        hub = HubStandIn.startAnywhere(folder);
        hub.listen(event -> {
            if (event.kind() == HubEvent.Kind.CONNECTED) {
                connections.incrementAndGet();
            }
        });
        hub.faults()
                .ignoreTokenExpiry(true); // The module renews its connection before, also on a machine that is slow.
        twin = hub.createModule("soak", "fairlead");
        cluster = ApiServerStandIn.start(folder);
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("module", "jvm.options").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                SoakModule.class.getName());
        builder.environment().putAll(LiveSite.environment(hub, "soak", cluster.kubeconfig()));
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // As in the image.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:NativeMemoryTracking=summary");
        process = builder.redirectOutput(folder.resolve("module.log").toFile()).start();
        answers = process.errorReader(StandardCharsets.UTF_8);
        questions = process.getOutputStream();
        page = URI.create("http://127.0.0.1:" + answer());
    }

    /** Runs some weeks. */
    static void run(int weeks) throws IOException, InterruptedException {
        System.out.println(Machine.now());
        try (SoakBench bench = new SoakBench()) {
            bench.live(7 * weeks);
            bench.judge();
        }
    }

    private void live(int days) throws IOException, InterruptedException {
        JsonObject desired = new Apps(APPS, true).desired();
        desired.add(
                "network",
                JsonParser.parseString("{\"services\":{\"pools\":{\"default\":{\"addresses\":\"192.0.2.0/27\"}}}}"));
        twin.patchDesired(desired);
        System.out.println(
                "| day | connections | heap in use, MB | threads | file handles | resident, MB |\n|---|---|---|---|---|---|");
        for (int day = 1; day <= days; day++) {
            for (int hour = 0; hour < HOURS; hour++) {
                hour(day * HOURS + hour);
                int expected = (int) (((day - 1) * HOURS + hour + 1) * TOKENS_PER_HOUR);
                while (connections.get() < expected) {
                    Thread.sleep(10);
                }
            }
            night();
            rows.add(measure(day));
            parts.add(NativeMemory.of(process.pid()));
        }
        System.out.println("\nThe JVM's own account at the end of the second day:\n\n"
                + parts.get(1).markdown());
        System.out.println(
                "At the end of the last day:\n\n" + parts.get(days - 1).markdown());
    }

    /** An edit, a Service that somebody deletes, watches that end, calls of a back end, and readers of the page. */
    private void hour(int hour) throws IOException, InterruptedException {
        twin.patchDesired(new Apps(APPS, true).change(hour % APPS, "h" + hour));
        converged();
        cluster.delete("v1", "Service", "fairlead-apps", Apps.name(hour % APPS));
        cluster.compact();
        call(hour % 2 == 0 ? "status" : "reconcile");
        for (String path : List.of("/", "/metrics", "/healthz")) {
            HttpRequest request = HttpRequest.newBuilder(page.resolve(path)).build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status != 200) {
                throw new IllegalStateException(path + " was answered " + status);
            }
        }
        converged();
    }

    /** Where the module is just making a connection, the call has no answer. */
    private void call(String method) throws InterruptedException {
        try {
            calls += twin.invokeMethod(method, JsonNull.INSTANCE, Duration.ofSeconds(1))
                                    .status()
                            == 200
                    ? 1
                    : 0;
        } catch (RuntimeException between) {
            // As a back end does, the next one tries again.
        }
    }

    /** An app comes and goes, a document is refused, the hub loses its store, and the API server restarts. */
    private void night() throws IOException, InterruptedException {
        twin.patchDesired(
                json("{\"apps\":{\"night\":{\"image\":\"nginx:1\",\"expose\":\"external\",\"ports\":\"80\"}}}"));
        converged();
        twin.patchDesired(json("{\"apps\":{\"night\":{\"image\":\"Not An Image\"}}}"));
        phase("Rejected");
        hub.restart(false);
        cluster.restart();
        twin.patchDesired(json("{\"apps\":{\"night\":null}}"));
        converged();
    }

    private void converged() throws InterruptedException {
        phase("Converged");
    }

    private void phase(String phase) throws InterruptedException {
        String version = Long.toString(twin.desiredVersion());
        boolean reached = twin.awaitReported(
                reported -> ModuleProcess.text(reported, "status", "phase").equals(phase)
                        && ModuleProcess.text(reported, "status", "desiredVersion")
                                .equals(version),
                PATIENCE);
        if (!reached) {
            throw new IllegalStateException("not " + phase + " on " + version + ": " + twin.reported());
        }
    }

    private Row measure(int day) throws IOException {
        questions.write('\n');
        questions.flush();
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        double heap = answer() / 1e6;
        Row row = new Row(
                day,
                connections.get(),
                heap,
                entries(proc.resolve("task")),
                entries(proc.resolve("fd")),
                residentMb(proc));
        System.out.printf(
                "| %d | %d | %.1f | %d | %d | %.0f |%n",
                row.day(), row.connections(), row.heapMb(), row.threads(), row.files(), row.residentMb());
        return row;
    }

    /** The next number that the module prints; the JVM may print warnings. */
    private long answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.matches("\\d+")) {
            line = answers.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the module has ended; see target/bench/soak/module.log");
        }
        return Long.parseLong(line);
    }

    private static long entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static double residentMb(Path proc) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** Compares the last three days with the second to the fourth. A connection that is just made has threads and files of its own. */
    private void judge() {
        System.out.printf("%d direct methods were answered.%n", calls);
        judge("heap in use, MB", Row::heapMb, 1);
        judge("threads", Row::threads, 3);
        judge("file handles", Row::files, 3);
    }

    private void judge(String what, ToDoubleFunction<Row> value, double tolerance) {
        double first = middle(rows.subList(1, 4), value);
        double last = middle(rows.subList(rows.size() - 3, rows.size()), value);
        System.out.printf("%s: %.1f in the first days, %.1f in the last%n", what, first, last);
        if (last > first + tolerance) {
            throw new IllegalStateException(what + " grows");
        }
    }

    private static double middle(List<Row> three, ToDoubleFunction<Row> value) {
        return three.stream().mapToDouble(value).sorted().toArray()[1];
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    @Override
    public void close() throws IOException {
        questions.close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        cluster.close();
        hub.close();
    }
}
