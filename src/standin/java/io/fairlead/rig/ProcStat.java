package io.fairlead.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process named so that no other can be taken for it: its id and when it started, in clock ticks since boot
 * (<a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>). Ids alone are used again.
 */
public record ProcStat(long pid, long startTicks) {

    private static final int START_TICKS_AFTER_NAME = 19;

    /** The process that has this id now; empty when there is none or it has ended and was not yet waited for. */
    public static Optional<ProcStat> of(long pid) {
        return read(Path.of("/proc", Long.toString(pid), "stat"));
    }

    public static ProcStat self() {
        return of(ProcessHandle.current().pid()).orElseThrow();
    }

    /** What was written into the file, a line of /proc/PID/stat; empty when it is missing, cut off or a zombie's. */
    static Optional<ProcStat> read(Path file) {
        try {
            String line = Files.readString(file);
            int name = line.lastIndexOf(')');
            if (name < 0 || name + 2 > line.length()) {
                return Optional.empty();
            }
            String[] rest = line.substring(name + 2).trim().split(" ", -1);
            if (rest.length <= START_TICKS_AFTER_NAME || rest[0].equals("Z") || rest[0].equals("X")) {
                return Optional.empty();
            }
            long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
            return Optional.of(new ProcStat(pid, Long.parseLong(rest[START_TICKS_AFTER_NAME])));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether this very process is still there. */
    public boolean alive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Ends it at once, and only it; nothing happens when it is gone. */
    void kill() {
        if (alive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
