package io.fairlead.rig.nodes;

import io.fairlead.rig.ProcStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What whole nodes leave on this machine besides processes: control groups, one network interface, files. */
final class Traces {

    /** The control group of this JVM's nodes. */
    static final String OWN_CGROUP =
            "fairlead-rig-" + ProcStat.self().pid() + "-" + ProcStat.self().startTicks();

    private static final Pattern CGROUP = Pattern.compile("fairlead-rig-(\\d+)-(\\d+)");
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final int ATTEMPTS = 100;

    private Traces() {}

    /** Removes the control groups of this JVM and of those that are gone; their processes must have ended. */
    static void sweepCgroups() {
        cgroups().stream().filter(Traces::unused).forEach(Traces::removeCgroup);
    }

    /**
     * Removes the control groups of a node of this JVM, which is off: power takes them too. kubelet would ask containerd for each of
     * its former containers, for three seconds each.
     */
    static void removeCgroups(String node) {
        cgroups().stream()
                .filter(group -> group.getFileName().toString().equals(OWN_CGROUP))
                .map(group -> group.resolve(node))
                .filter(Files::exists)
                .forEach(Traces::removeCgroup);
    }

    /** The control groups of whole nodes, of whichever JVM. */
    static List<Path> cgroups() {
        try (Stream<Path> hierarchies = Files.list(CGROUPS)) {
            return Stream.concat(Stream.of(CGROUPS), hierarchies)
                    .filter(Files::isDirectory)
                    .flatMap(Traces::rigsIn)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This machine's interface on the LAN, if it is there. */
    static boolean interfaceIsThere() {
        return Files.exists(Path.of("/sys/class/net", Lan.INTERFACE));
    }

    static void deleteInterface() {
        if (interfaceIsThere()) {
            var unused = Command.attempt(List.of("ip", "link", "delete", Lan.INTERFACE));
        }
    }

    static void deleteTree(Path folder) {
        if (Files.exists(folder)) {
            var unused = Command.attempt(List.of("rm", "-rf", "--one-file-system", folder.toString()));
        }
    }

    private static Stream<Path> rigsIn(Path hierarchy) {
        try (Stream<Path> groups = Files.list(hierarchy)) {
            return groups
                    .filter(group ->
                            CGROUP.matcher(group.getFileName().toString()).matches())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static boolean unused(Path group) {
        Matcher owner = CGROUP.matcher(group.getFileName().toString());
        if (!owner.matches()) {
            return false;
        }
        ProcStat jvm = new ProcStat(Long.parseLong(owner.group(1)), Long.parseLong(owner.group(2)));
        return jvm.equals(ProcStat.self()) || !jvm.alive();
    }

    /** A group is removed when nothing is in it; processes that were killed leave it a moment later. */
    private static void removeCgroup(Path group) {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (removed(group)) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        System.err.println("rig: cannot remove the control group " + group);
    }

    private static boolean removed(Path group) {
        List<Path> folders;
        try (Stream<Path> inside = Files.find(group, 32, (path, attributes) -> attributes.isDirectory())) {
            folders = inside.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(group);
        }
        Optional<Path> kept = folders.stream()
                .filter(folder -> {
                    try {
                        Files.deleteIfExists(folder);
                        return false;
                    } catch (IOException busy) {
                        return true;
                    }
                })
                .findFirst();
        return kept.isEmpty();
    }
}
