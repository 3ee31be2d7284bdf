package io.fairlead.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of the rig: its output goes to a log file, and it ends with this JVM or, at the latest, by {@link Reaper}. */
public final class RigProcess {

    /**
     * The child writes its own stat line and then becomes the program (same id, same start), so that a JVM killed
     * between starting it and noting it leaves no process unknown.
     */
    private static final String NOTE_AND_EXEC = "read -r stat < /proc/$$/stat; echo \"$stat\" > \"$0\"; exec \"$@\"";

    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final Set<RigProcess> LIVE = ConcurrentHashMap.newKeySet();
    private static final Queue<Runnable> AFTER = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RigProcess::endAll, "rig-end"));
    }

    private final String name;
    private final Path log;
    private final Path note;
    private final Process process;

    private RigProcess(String name, Path log, Path note, Process process) {
        this.name = name;
        this.log = log;
        this.note = note;
        this.process = process;
    }

    /** Starts the command; its output is appended to {@code log}. Whether it works is seen later. */
    public static RigProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        Path note = Reaper.ownFolder().resolve(name + "." + STARTED.incrementAndGet());
        List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", NOTE_AND_EXEC, note.toString()));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            RigProcess started = new RigProcess(name, log, note, builder.start());
            LIVE.add(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has something done when the JVM ends, after the end of all processes. */
    public static void afterEnd(Runnable task) {
        AFTER.add(task);
    }

    /** A process of the rig is gone that should be there: waiting for what it would do is of no use. */
    static final class Ended extends Error {
        Ended(String message) {
            super(message);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end (SIGTERM) and waits; what has not ended by then is killed. */
    public void terminate(Duration within) {
        process.destroy();
        if (!ended(within)) {
            kill();
        }
        forget();
    }

    /** Ends it without asking (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        if (!ended(Duration.ofSeconds(10))) {
            throw new IllegalStateException(name + " survived SIGKILL");
        }
        forget();
    }

    /** Ends a wait for what a dead process will not do any more: {@link Eventually} does not take it for "not yet". */
    public void requireAlive() {
        if (!alive()) {
            throw new Ended(name + " ended with status " + process.exitValue() + "; see " + log);
        }
    }

    /** Resident memory in kB; 0 when it has ended. */
    public long residentKb() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private boolean ended(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ending " + name, e);
        }
    }

    private void forget() {
        LIVE.remove(this);
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            // A stale note names a process that is gone; the reaper sees that.
        }
    }

    private static void endAll() {
        LIVE.forEach(started -> started.process.destroyForcibly());
        LIVE.forEach(RigProcess::kill);
        AFTER.forEach(Runnable::run);
        Reaper.delete(Reaper.ownFolder());
    }
}
