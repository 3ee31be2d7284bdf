package io.fairlead.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ends the rig's processes that outlived their JVM. Every JVM that runs a rig has a folder, named by boot, process id
 * and start, in which each of its processes has left its own /proc/PID/stat line. A folder whose JVM is gone is swept.
 */
public final class Reaper {

    private static final Pattern OWNER = Pattern.compile("([0-9a-f]+)-(\\d+)-(\\d+)");
    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

    private Reaper() {}

    /** The folder of this JVM, made when missing. */
    static Path ownFolder() {
        try {
            return Files.createDirectories(folderOf(ProcStat.self()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the JVM notes its processes; there while it has any. */
    static Path folderOf(ProcStat jvm) {
        return folderOf(runs(), jvm);
    }

    static Path folderOf(Path runs, ProcStat jvm) {
        return runs.resolve(boot() + "-" + jvm.pid() + "-" + jvm.startTicks());
    }

    /** Kills what dead JVMs left behind, waits until it is gone, and says how many processes that were. */
    public static int reap() {
        return reap(runs());
    }

    static int reap(Path runs) {
        return list(runs).stream().mapToInt(Reaper::sweep).sum();
    }

    /** The processes of the folder that are still alive. */
    static List<ProcStat> alive(Path folder) {
        return list(folder).stream()
                .flatMap(file -> ProcStat.read(file).stream())
                .filter(ProcStat::alive)
                .toList();
    }

    static void delete(Path folder) {
        try {
            for (Path file : list(folder)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another JVM sweeps the same folder; what is left is swept next time.
        }
    }

    private static int sweep(Path folder) {
        Matcher owner = OWNER.matcher(folder.getFileName().toString());
        if (!owner.matches()) {
            return 0;
        }
        // After a reboot the ids mean other processes.
        boolean sameBoot = owner.group(1).equals(boot());
        ProcStat jvm = new ProcStat(Long.parseLong(owner.group(2)), Long.parseLong(owner.group(3)));
        if (sameBoot && jvm.alive()) {
            return 0;
        }
        List<ProcStat> left = sameBoot ? alive(folder) : List.of();
        left.forEach(ProcStat::kill);
        Eventually.holds(
                "processes " + left + " are gone",
                GONE_WITHIN,
                () -> left.stream().noneMatch(ProcStat::alive));
        delete(folder);
        return left.size();
    }

    private static Path runs() {
        return RigBinaries.home().resolve("run");
    }

    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
