package io.fairlead.rig.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.rig.RigBinaries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shows that nothing outlives whole nodes: no process, namespace, control group, mount or interface. */
@NeedsNodes
class NodesEndIT {

    @Test
    void theSandboxOnNodesConvergesAndLeavesNothing() throws Exception {
        Set<String> before = traces();
        Process sandbox = jvm("io.fairlead.sandbox.Sandbox", "--nodes", "--exit-when-converged");
        String said = new String(sandbox.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, sandbox.waitFor(), said);
        assertTrue(said.contains("\nConverged.\n"), said);
        assertEquals(before, traces());
    }

    @Test
    void whatAKilledJvmLeftBehindIsEndedByTheNextRun() throws Exception {
        Set<String> before = traces();
        Process jvm = jvm(NodeHolder.class.getName());
        try {
            awaitReady(jvm);
        } finally {
            jvm.destroyForcibly();
        }
        assertTrue(jvm.waitFor(30, TimeUnit.SECONDS));
        assertNotEquals(before, traces(), "a killed JVM runs no shutdown hook");

        NodeRig.reap();
        assertEquals(before, traces());
    }

    /** Everything on this machine that whole nodes are made of. */
    private static Set<String> traces() throws IOException {
        Set<String> traces = new TreeSet<>(Files.readAllLines(Path.of("/proc/self/mounts")));
        Traces.cgroups().forEach(group -> traces.add(group.toString()));
        try (Stream<Path> links = Files.list(Path.of("/sys/class/net"))) {
            links.forEach(link -> traces.add(link.toString()));
        }
        String folder = RigBinaries.projectFolder().resolve("target/rig-nodes").toString();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .forEach(process -> {
                        namespace(process).ifPresent(traces::add);
                        if (commandLine(process).contains(folder)) {
                            traces.add(commandLine(process));
                        }
                    });
        }
        return traces.stream().filter(trace -> !trace.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> namespace(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")).toString());
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException ended) {
            return "";
        }
    }

    private static Process jvm(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dbasedir=" + RigBinaries.projectFolder(),
                program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static void awaitReady(Process jvm) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(NodeHolder.READY)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the other JVM ended before its nodes were up:\n" + said);
    }
}
