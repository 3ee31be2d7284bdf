package io.fairlead.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process lives by: threads without which it would only seem to work. When one of them ends before the process was
 * told to end, the process ends too, with a status by which IoT Edge starts it again.
 */
final class Lifeline implements Thread.UncaughtExceptionHandler {

    /** {@code EX_SOFTWARE} of sysexits.h: an error in the module. */
    static final int FAULT = 70;

    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    /** Longer than an orderly end takes at most. */
    private static final Duration ENDING = Duration.ofSeconds(40);

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private volatile boolean ending;

    /** A thread that the process lives by: whether it throws or only returns, it is the end. */
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

    /** The process was told to end. */
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

    /** Ends this JVM, whatever still runs in it, where an orderly end does not within 40 s: after an error nothing is sure. */
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
