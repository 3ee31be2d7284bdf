package io.fairlead.model;

import java.time.Duration;

/**
 * The wait after consecutive failures. It doubles after each one up to a limit, without an end to the retries.
 *
 * @param first the wait after the first failure
 * @param limit the longest wait
 */
public record BackOff(Duration first, Duration limit) {

    private static final int MOST_DOUBLINGS = 20;

    /** The wait after {@code failures} failures, at least one. */
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(limit) < 0 ? wait : limit;
    }

    /**
     * The wait after {@code failures} failures, shortened by up to half so that many modules do not retry at the same
     * moment.
     *
     * @param chance from 0 for the whole wait to 1 for half of it
     */
    public Duration after(int failures, double chance) {
        return Duration.ofMillis(Math.round(after(failures).toMillis() * (1 - chance / 2)));
    }
}
