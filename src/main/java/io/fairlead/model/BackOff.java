package io.fairlead.model;

import java.time.Duration;

/**
 * How long to wait after failures in a row: twice as long after each, up to a limit, for ever.
 *
 * @param first the wait after the first
 * @param limit the longest wait
 */
public record BackOff(Duration first, Duration limit) {

    private static final int MOST_DOUBLINGS = 20;

    /** The wait after so many failures, at least one. */
    public Duration after(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(limit) < 0 ? wait : limit;
    }

    /**
     * The same, cut by a share of up to half, so that many do not ask at one moment.
     *
     * @param chance from 0 for the whole wait to 1 for half of it
     */
    public Duration after(int failures, double chance) {
        return Duration.ofMillis(Math.round(after(failures).toMillis() * (1 - chance / 2)));
    }
}
