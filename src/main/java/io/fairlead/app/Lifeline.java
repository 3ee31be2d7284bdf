package io.fairlead.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads without which the process would only appear to work. If one of them ends before the process was asked to end,
 * the process ends too, with a status on which IoT Edge restarts it.
 */
final class Lifeline implements Thread.UncaughtExceptionHandler {

    /** {@code EX_SOFTWARE} of sysexits.h: an error in the module. */
    static final int FAULT = 70;

    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    /** Longer than an orderly shutdown can take. */
    private static final Duration ENDING = Duration.ofSeconds(40);

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private volatile boolean ending;

    /** Creates a thread that the process depends on. If it throws or returns, the process ends. */
    Thread thread(String name, Runnable task) {
        return Thread.ofPlatform().name(name).uncaughtExceptionHandler(this).unstarted(() -> {
            task.run();
            if (ending) {
                status.complete(0);
            } else {
                throw new IllegalStateException("it ended without a reason");
            }
        });
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        try {
            LOG.error(
                    "ModuleFault: an error in the module: thread '{}' ended, so the process ends",
                    thread.getName(),
                    fault);
        } finally {
            status.complete(FAULT);
        }
    }

    /** Requests an orderly end of the process. */
    void end() {
        ending = true;
    }

    /** Waits for the end; returns the exit status. */
    int await() throws InterruptedException {
        try {
            return status.get();
        } catch (ExecutionException impossible) {
            return FAULT;
        }
    }

    /** Halts this JVM if an orderly shutdown takes longer than 40 s, because after an error its threads may hang. */
    static void haltUnlessEnded() {
        Thread.ofPlatform().daemon().start(Lifeline::halt);
    }

    private static void halt() {
        try {
            Thread.sleep(ENDING);
        } catch (InterruptedException atOnce) {
            LOG.warn("the process ends at once");
        }
        Runtime.getRuntime().halt(FAULT);
    }
}
