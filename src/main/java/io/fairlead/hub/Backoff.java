package io.fairlead.hub;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays that double with each failure up to a limit, each cut by a random share of up to half, for ever. */
final class Backoff {
    private final Duration first;
    private final Duration limit;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration limit, RandomGenerator random) {
        this.first = first;
        this.limit = limit;
        this.random = random;
    }

    /** The delay before the next attempt; each call counts as one failure. */
    Duration next() {
        long doubled = first.toMillis() << Math.min(failures++, 20);
        long capped = Math.min(limit.toMillis(), doubled);
        return Duration.ofMillis(Math.round(capped * (1 - random.nextDouble() / 2)));
    }

    /** The failures are over. */
    void reset() {
        failures = 0;
    }
}
