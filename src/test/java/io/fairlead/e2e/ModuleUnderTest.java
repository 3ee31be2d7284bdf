package io.fairlead.e2e;

import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The module as a process of its own, so that it can be killed as a power cut would. */
final class ModuleUnderTest implements AutoCloseable {

    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;

    /**
     * A module that is not started yet.
     *
     * @param kubeconfig its service account's
     * @param namespace of the ledger
     * @param appsNamespace of the apps
     * @param log where it writes
     */
    ModuleUnderTest(HubStandIn hub, String device, Path kubeconfig, String namespace, String appsNamespace, Path log) {
        this.environment = new HashMap<>(Map.of(
                "EdgeHubConnectionString",
                hub.moduleConnectionString(device, "fairlead"),
                "EdgeModuleCACertificateFile",
                hub.caPem().toString(),
                "KUBECONFIG",
                kubeconfig.toString(),
                "FAIRLEAD_NAMESPACE",
                namespace,
                "FAIRLEAD_APPS_NAMESPACE",
                appsNamespace,
                "FAIRLEAD_REPORT_INTERVAL_MS",
                "100"));
        this.log = log;
    }

    /** A setting for the next start. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void start() {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx96m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.fairlead.app.Main",
                    "run"));
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as a power cut would: nothing is finished or said. */
    void kill() {
        end(true);
    }

    /** Asks it to end and waits. */
    void stop() {
        end(false);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(boolean atOnce) {
        Process running = process;
        if (running == null) {
            return;
        }
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(20, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("the module did not end within 20 s of SIGTERM");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    @Override
    public void close() {
        kill();
    }
}
