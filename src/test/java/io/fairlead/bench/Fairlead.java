package io.fairlead.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The real module, {@code ./fairlead run}, as a process of its own behind a hub stand-in. It has converged on a twin
 * without apps before anything is measured; every change is a patch of the twin.
 */
final class Fairlead implements Contender {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MODULE = "fairlead";

    private final HubStandIn hub;
    private final HubTwin twin;
    private final Apps apps;
    private final Arrivals arrivals;
    private final Process process;
    private int nonce;

    /** A module that has started and waits. */
    Fairlead(Place place, Apps apps, Arrivals arrivals, String device) throws IOException, InterruptedException {
        this.apps = apps;
        this.arrivals = arrivals;
        hub = HubStandIn.startAnywhere(Bench.FOLDER);
        twin = hub.createModule(device, MODULE);
        process = start(place, device);
        twin.patchDesired(JsonParser.parseString("{\"schema\":1,\"apps\":{}}").getAsJsonObject());
        converged();
    }

    private Process start(Place place, String device) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Path.of("fairlead").toAbsolutePath().toString(), "run");
        builder.environment().put("EdgeHubConnectionString", hub.moduleConnectionString(device, MODULE));
        builder.environment()
                .put("EdgeModuleCACertificateFile", hub.caPem().toAbsolutePath().toString());
        builder.environment().put("KUBECONFIG", place.kubeconfig().toString());
        builder.environment().put("FAIRLEAD_NAMESPACE", place.namespace());
        builder.environment().put("FAIRLEAD_APPS_NAMESPACE", place.appsNamespace());
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

    private void await(String what, java.util.function.Predicate<JsonObject> wanted) throws InterruptedException {
        if (!twin.awaitReported(wanted, PATIENCE)) {
            throw new IllegalStateException("not " + what + "; reported is " + twin.reported());
        }
    }

    /** From the patch of the twin to the last object written. */
    @Override
    public double first() {
        JsonObject desired = apps.desired();
        long begun = System.nanoTime();
        twin.patchDesired(desired);
        return Contender.millis(begun, arrivals.lastOf(apps.all()));
    }

    /** From the patch of the twin that asks for a look to the report that answers it. */
    @Override
    public double again() throws InterruptedException {
        String wanted = "look-" + ++nonce;
        JsonObject patch = JsonParser.parseString("{\"control\":{\"reconcileNonce\":\"" + wanted + "\"}}")
                .getAsJsonObject();
        long begun = System.nanoTime();
        twin.patchDesired(patch);
        await("looked", reported -> text(reported, "status", "reconcileNonce").equals(wanted));
        return Contender.millisSince(begun);
    }

    /** From the patch of the twin to the object written. */
    @Override
    public double change(int index, String tag) {
        JsonObject patch = apps.change(index, tag);
        long begun = System.nanoTime();
        twin.patchDesired(patch);
        return Contender.millis(begun, arrivals.lastOf(List.of(Apps.deployment(index, Apps.image(tag)))));
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

    private static String text(JsonObject root, String section, String key) {
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
        hub.close();
    }
}
