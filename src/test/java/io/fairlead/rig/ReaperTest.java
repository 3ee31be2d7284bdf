package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The reaper ends what a dead JVM left, and nothing else. */
@EnabledOnOs(OS.LINUX)
class ReaperTest {

    private Process child;
    /** Never the folder of the real rigs: a reaper that is wrong must not end them. */
    @TempDir
    private Path runs;

    @BeforeEach
    void aProcessThatSomeJvmStarted() throws IOException {
        child = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void endIt() {
        child.destroyForcibly();
    }

    @Test
    void aProcessOfADeadJvmIsEnded() throws Exception {
        Path notes = note(deadJvm(), stat());
        Reaper.reap(runs);
        assertTrue(child.waitFor(10, TimeUnit.SECONDS));
        assertFalse(Files.exists(notes));
    }

    @Test
    void aProcessThatHasTheIdAgainIsLeftAlone() throws Exception {
        String started = Long.toString(ProcStat.of(child.pid()).orElseThrow().startTicks());
        Path notes = note(deadJvm(), stat().replace(" " + started + " ", " " + (Long.parseLong(started) - 1) + " "));
        Reaper.reap(runs);
        assertFalse(child.waitFor(300, TimeUnit.MILLISECONDS));
        assertFalse(Files.exists(notes));
    }

    @Test
    void aProcessOfALivingJvmIsLeftAlone() throws Exception {
        ProcStat living = ProcStat.of(
                        ProcessHandle.current().parent().orElseThrow().pid())
                .orElseThrow();
        Path notes = note(living, stat());
        Reaper.reap(runs);
        assertFalse(child.waitFor(300, TimeUnit.MILLISECONDS));
        assertTrue(Files.exists(notes));
    }

    @Test
    void aNoteThatWasCutOffNamesNoProcess() throws Exception {
        int name = stat().indexOf(')');
        for (int end : new int[] {name, name + 1, name + 2, name + 10}) {
            Path notes = note(deadJvm(), stat().substring(0, end));
            Reaper.reap(runs);
            assertFalse(Files.exists(notes));
        }
        assertFalse(child.waitFor(300, TimeUnit.MILLISECONDS));
    }

    private static ProcStat deadJvm() {
        ProcStat self = ProcStat.self();
        return new ProcStat(self.pid(), self.startTicks() - 1);
    }

    private String stat() throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
    }

    private Path note(ProcStat owner, String stat) throws IOException {
        Path notes = Files.createDirectories(Reaper.folderOf(runs, owner));
        Files.writeString(notes.resolve("sleep.1"), stat);
        return notes;
    }
}
