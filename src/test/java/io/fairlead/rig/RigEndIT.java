package io.fairlead.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Shows that no process outlives the rig. */
@NeedsRig
class RigEndIT {

    private static final int PROCESSES = 4;

    @Test
    void nothingIsLeftAfterTheJvmEnded() throws Exception {
        Process jvm = holder("exit");
        Path notes = notesOf(jvm);
        awaitReady(jvm);
        assertTrue(jvm.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, jvm.exitValue());
        assertEquals(List.of(), Reaper.alive(notes));
        assertFalse(Files.exists(notes));
    }

    @Test
    void whatAKilledJvmLeftBehindIsEndedByTheNextRun() throws Exception {
        Process jvm = holder("stay");
        Path notes = notesOf(jvm);
        try {
            awaitReady(jvm);
        } finally {
            jvm.destroyForcibly();
        }
        assertTrue(jvm.waitFor(30, TimeUnit.SECONDS));
        List<ProcStat> left = Reaper.alive(notes);
        assertEquals(PROCESSES, left.size(), "a killed JVM runs no shutdown hook");

        Reaper.reap();
        assertTrue(left.stream().noneMatch(ProcStat::alive));
        assertFalse(Files.exists(notes));
    }

    private static Process holder(String then) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dbasedir=" + RigBinaries.projectFolder(),
                        "-Drig.dir=" + RigBinaries.projectFolder().resolve("target/rig-holder"),
                        RigHolder.class.getName(),
                        then)
                .redirectErrorStream(true)
                .start();
    }

    private static Path notesOf(Process jvm) {
        return Reaper.folderOf(ProcStat.of(jvm.pid()).orElseThrow());
    }

    private static void awaitReady(Process jvm) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(RigHolder.READY)) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the other JVM ended before its rig was up:\n" + said);
    }
}
