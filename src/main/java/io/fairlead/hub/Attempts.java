package io.fairlead.hub;

import io.fairlead.model.BackOff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Counts consecutive failures of one operation, and computes the wait after each. */
final class Attempts {
    private final BackOff waits;
    private final RandomGenerator random;
    private int failures;

    Attempts(Duration first, Duration limit, RandomGenerator random) {
        this.waits = new BackOff(first, limit);
        this.random = random;
    }

    /** Counts a failure. Returns the wait before the next attempt. */
    Duration failed() {
        failures = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
        return waits.after(failures, random.nextDouble());
    }

    /** Starts the count again. */
    void reset() {
        failures = 0;
    }
}
