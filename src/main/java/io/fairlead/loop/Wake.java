package io.fairlead.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A signal that any thread sends and the loop waits for. Signals sent while nobody waits count as one. */
public final class Wake {

    private final Semaphore rung = new Semaphore(0);

    /** Sends the signal. */
    public void ring() {
        rung.release();
    }

    /** Waits for a signal since the last wait, at most {@code timeout}. */
    void await(Duration timeout) throws InterruptedException {
        if (rung.tryAcquire(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
