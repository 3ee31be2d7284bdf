package io.fairlead.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the process ends when one of the threads does that it lives by. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LifelineTest {

    private final Lifeline lifeline = new Lifeline();

    @Test
    void aThreadThatThrowsEndsTheProcessAsAFault() throws InterruptedException {
        lifeline.thread("loop", () -> {
                    throw new StackOverflowError();
                })
                .start();
        assertEquals(Lifeline.FAULT, lifeline.await());
    }

    @Test
    void aThreadThatEndsThoughNobodyAskedItToIsAFaultToo() throws InterruptedException {
        lifeline.thread("loop", () -> {}).start();
        assertEquals(Lifeline.FAULT, lifeline.await());
    }

    @Test
    void afterAnOrderlyEndTheStatusIsZero() throws InterruptedException {
        lifeline.end();
        lifeline.thread("loop", () -> {}).start();
        assertEquals(0, lifeline.await());
    }

    @Test
    void aProcessThatRunsOutOfMemoryEndsAtOnce() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("module", "jvm.options").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hoarder.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(3, process.waitFor());
    }

    /** A program that wants all memory, and would go on without. */
    static final class Hoarder {
        private Hoarder() {}

        @SuppressWarnings("ModifiedButNotUsed") // It is there to take memory.
        public static void main(String[] args) {
            List<byte[]> all = new ArrayList<>();
            while (true) {
                try {
                    all.add(new byte[1_000_000]);
                } catch (OutOfMemoryError e) {
                    System.exit(0);
                }
            }
        }
    }
}
