package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.standin.hub.HubStandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module as a process of its own, so that it can be killed as a power cut would. */
final class ModuleUnderTest implements AutoCloseable {

    private static final Pattern UNSOUND = Pattern.compile(" ERROR |[A-Z][A-Za-z]+\\[[a-z][A-Za-z]*=");

    private static final ModuleJar JAR = ModuleJar.in(EndToEnd.FOLDER);
    private static final List<String> QUICK = Stream.concat(
                    Stream.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m"), JAR.options().stream())
            .toList();

    private final Map<String, String> environment;
    private final Path log;
    private boolean alone;
    private List<String> jvm = QUICK;
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
        this.environment = new HashMap<>(hub.moduleEnvironment(device, "fairlead"));
        environment.putAll(Map.of(
                "FAIRLEAD_READY_DELAY_MS",
                "0", // No node has to follow.
                "KUBECONFIG",
                kubeconfig.toString(),
                "FAIRLEAD_NAMESPACE",
                namespace,
                "FAIRLEAD_APPS_NAMESPACE",
                appsNamespace,
                "FAIRLEAD_REPORT_INTERVAL_MS",
                "100",
                "FAIRLEAD_PORT",
                "0"));
        this.log = log;
    }

    /** A setting for the next start. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Gives the next start only this beside Fairlead's own settings, and nothing of the environment of the tests. */
    void moveTo(Map<String, String> home) {
        environment.keySet().removeIf(name -> !name.startsWith("FAIRLEAD_"));
        environment.putAll(home);
        alone = true;
    }

    /** Gives the next start the Java run time and memory that it has on a device. */
    void asOnADevice() {
        jvm = List.of(
                "@" + Path.of("module", "jvm.options").toAbsolutePath(), "-cp", System.getProperty("java.class.path"));
    }

    void start() {
        try {
            Files.createDirectories(log.getParent());
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvm);
            command.addAll(List.of("io.fairlead.app.Main", "run"));
            ProcessBuilder builder = new ProcessBuilder(command);
            if (alone) {
                builder.environment().clear();
            }
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs another command of the program with the module's settings, and gives its output. */
    String command(int status, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("io.fairlead.app.Main");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process running = builder.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, running.waitFor(), output);
        return output;
    }

    /** Whether it runs. */
    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The most memory that it has had, in MB: the heap, the Java run time and all else. */
    long peakMb() {
        Process running = Objects.requireNonNull(process);
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(running.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
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

    /** Fails if it logged an error in the module, or a line that shows a Java record, of which an operator can make nothing. */
    void requireSoundLog() {
        List<String> bad =
                Files.exists(log) ? log().lines().filter(UNSOUND.asPredicate()).toList() : List.of();
        assertEquals(List.of(), bad, () -> "see " + log);
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
            if (!running.waitFor(60, TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("the module did not end within 60 s of SIGTERM");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** Ends it, at once except where a module that ends in order is needed for the archive of its classes. */
    @Override
    public void close() {
        end(JAR.isArchived());
    }
}
