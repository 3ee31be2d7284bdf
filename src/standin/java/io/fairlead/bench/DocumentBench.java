package io.fairlead.bench;

import io.fairlead.desired.DesiredParser;
import io.fairlead.desired.TwinLimits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How long the documents take that a parser has the most to do with; none may take more than 100 ms. */
public final class DocumentBench {

    private static final int ROUNDS = 20;

    private DocumentBench() {}

    /**
     * The least processor time of several in which {@code work} was done: what else the machine does is not counted, nor is the
     * compiling of the first rounds.
     *
     * @param enough a time after which it is not tried again
     */
    public static Duration least(Runnable work, Duration enough) {
        return least(work, ROUNDS, enough);
    }

    /** The same for some rounds. */
    public static Duration least(Runnable work, int rounds, Duration enough) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < rounds && least > enough.toNanos(); round++) {
            long begin = threads.getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, threads.getCurrentThreadCpuTime() - begin);
        }
        return Duration.ofNanos(least);
    }

    static void run() {
        System.out.println("| document | bytes | problems | ms |\n|---|---|---|---|");
        WorstDocuments.all().forEach((name, document) -> {
            Duration least = least(() -> DesiredParser.parse(1, document), Duration.ZERO);
            int problems = DesiredParser.parse(1, document).problems().size();
            System.out.printf(
                    "| %s | %d | %d | %.1f |%n", name, TwinLimits.bytes(document), problems, least.toNanos() / 1e6);
        });
    }
}
