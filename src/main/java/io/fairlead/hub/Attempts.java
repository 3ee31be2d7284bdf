package io.fairlead.hub;

import io.fairlead.model.BackOff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Attempts at one thing: counts the failures in a row and says how long to wait after each. */
final class Attempts {
    private final BackOff waits;
    private final RandomGenerator random;
    private int failures;

    Attempts(Duration first, Duration limit, RandomGenerator random) {
        this.waits = new BackOff(first, limit);
        this.random = random;
    }

    /** One more has failed. Returns the wait before the next. */
    Duration failed() {
        failures = Math.min(failures, Integer.MAX_VALUE - 1) + 1;
        return waits.after(failures, random.nextDouble());
    }

    /** The failures are over. */
    void reset() {
        failures = 0;
    }
}
