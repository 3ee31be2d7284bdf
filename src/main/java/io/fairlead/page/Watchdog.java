package io.fairlead.page;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that wait too long for a client. The interrupt closes the client's connection. */
final class Watchdog implements AutoCloseable {

    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("page-timer").factory());

    Watchdog(Duration limit) {
        this.limit = limit;
    }

    /** Runs {@code transfer}, and interrupts it at the time limit. */
    void watch(Transfer transfer) throws IOException {
        Thread caller = Thread.currentThread();
        Future<?> alarm = timer.schedule(caller::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            transfer.run();
        } finally {
            alarm.cancel(false);
        }
    }

    /** Reads from a client or writes to it. */
    interface Transfer {
        void run() throws IOException;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
