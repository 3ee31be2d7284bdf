package io.fairlead.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bell that any thread rings and the loop waits for; rings while nobody waits are kept as one. */
public final class Wake {

    private final Semaphore rung = new Semaphore(0);

    /** Rings. */
    public void ring() {
        rung.release();
    }

    /** Waits until it rings, or has rung since the last wait, at most {@code timeout}. */
    void await(Duration timeout) throws InterruptedException {
        if (rung.tryAcquire(Math.max(0, timeout.toMillis()), TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
