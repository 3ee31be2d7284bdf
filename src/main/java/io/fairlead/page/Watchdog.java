package io.fairlead.page;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts threads that wait too long for a client, which closes the client's connection. */
final class Watchdog implements AutoCloseable {

    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("page-timer").factory());

    Watchdog(Duration limit) {
        this.limit = limit;
    }

    /** Talks to a client, in the time that there is. */
    void watch(Talk talk) throws IOException {
        Thread caller = Thread.currentThread();
        Future<?> alarm = timer.schedule(caller::interrupt, limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            talk.go();
        } finally {
            alarm.cancel(false);
        }
    }

    /** What waits for a client. */
    interface Talk {
        void go() throws IOException;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
