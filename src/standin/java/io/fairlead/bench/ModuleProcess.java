package io.fairlead.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.rig.FreePorts;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The real module, {@code ./fairlead run}, as a process of its own behind a hub stand-in, converged on a twin without apps
 * when it is made.
 */
final class ModuleProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MODULE = "fairlead";

    private final HubStandIn hub;
    private final HubTwin twin;
    private final Process process;
    private final int pagePort = new FreePorts().next();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int nonce;

    /** A module that has started and waits. */
    ModuleProcess(Place place, String device) throws IOException, InterruptedException {
        this(place, device, Map.of());
    }

    /**
     * A module that has started and waits.
     *
     * @param settings further environment variables
     */
    ModuleProcess(Place place, String device, Map<String, String> settings) throws IOException, InterruptedException {
        hub = HubStandIn.startAnywhere(Bench.FOLDER);
        twin = hub.createModule(device, MODULE);
        process = start(place, device, settings);
        patch("{\"schema\":1,\"apps\":{}}");
        converged();
    }

    /** Merges a patch into the desired properties of the twin. */
    void patch(JsonObject patch) {
        twin.patchDesired(patch);
    }

    /** The same from JSON text. */
    void patch(String patch) {
        patch(JsonParser.parseString(patch).getAsJsonObject());
    }

    private Process start(Place place, String device, Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Path.of("fairlead").toAbsolutePath().toString(), "run");
        builder.environment().putAll(hub.moduleEnvironment(device, MODULE));
        builder.environment().put("KUBECONFIG", place.kubeconfig().toString());
        builder.environment().put("FAIRLEAD_NAMESPACE", place.namespace());
        builder.environment().put("FAIRLEAD_APPS_NAMESPACE", place.appsNamespace());
        builder.environment().put("FAIRLEAD_PORT", Integer.toString(pagePort));
        builder.environment().putAll(settings);
        Path log = Bench.FOLDER.resolve(device + ".log");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
    }

    /** Waits until it reports that what the twin says is done. */
    void converged() throws InterruptedException {
        String version = Long.toString(twin.desiredVersion());
        await(
                "converged on " + version,
                reported -> text(reported, "status", "phase").equals("Converged")
                        && text(reported, "status", "appliedVersion").equals(version));
    }

    /** Waits until the reported properties are as wanted. */
    void await(String what, Predicate<JsonObject> wanted) throws InterruptedException {
        if (!twin.awaitReported(wanted, PATIENCE)) {
            throw new IllegalStateException("not " + what + "; reported is " + twin.reported());
        }
    }

    /** Waits until it reports that it has applied what the twin says, Ready or not. */
    void applied() throws InterruptedException {
        String version = Long.toString(twin.desiredVersion());
        await(
                "applied " + version,
                reported -> text(reported, "status", "appliedVersion").equals(version));
    }

    /** The port of its page. */
    int pagePort() {
        return pagePort;
    }

    /** What its page answers. */
    String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + pagePort + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Its process. */
    long processId() {
        return process.pid();
    }

    /** Asks for a cycle by a patch of the twin. Returns the milliseconds until the report that answers it. */
    double look() throws InterruptedException {
        String wanted = "look-" + ++nonce;
        JsonObject patch = JsonParser.parseString("{\"control\":{\"reconcileNonce\":\"" + wanted + "\"}}")
                .getAsJsonObject();
        long begun = System.nanoTime();
        patch(patch);
        await("looked", reported -> text(reported, "status", "reconcileNonce").equals(wanted));
        return Contender.millisSince(begun);
    }

    /** Resident memory in MB: now. */
    double residentMb() {
        return status("VmRSS:");
    }

    /** Resident memory in MB: the most it ever had. */
    double peakMb() {
        return status("VmHWM:");
    }

    /** How long the process has used a core, in ms. */
    double cpuMillis() {
        return process.info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElseThrow()
                .doubleValue();
    }

    private double status(String line) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(text -> text.startsWith(line))
                    .mapToDouble(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a key in a section of the reported properties, empty where there is none. */
    static String text(JsonObject root, String section, String key) {
        JsonElement part = root.get(section);
        JsonElement value =
                part != null && part.isJsonObject() ? part.getAsJsonObject().get(key) : null;
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        hub.close();
    }
}
