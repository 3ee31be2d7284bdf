package io.fairlead.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock for durations. The system's clock may be set while the module runs: after a power cut it can be wrong by days until a
 * time server answers. Two instants of this clock are as far apart as the time that really passed between them. Only the loop's
 * thread uses it.
 */
public final class SteadyClock {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    /** Less than this is the time between two looks at two clocks. */
    private static final Duration SET = Duration.ofSeconds(2);

    private final InstantSource system;
    private final LongSupplier nanoTime;
    private final Instant begin;
    private final long beginNanos;
    private Duration ahead = Duration.ZERO;

    /**
     * A clock that begins with the time of day.
     *
     * @param system the system's clock
     * @param nanoTime nanoseconds that passed since any moment, as {@link System#nanoTime}
     */
    public SteadyClock(InstantSource system, LongSupplier nanoTime) {
        this.system = system;
        this.nanoTime = nanoTime;
        this.begin = system.instant();
        this.beginNanos = nanoTime.getAsLong();
    }

    /** The system's time when this clock began, and the time that passed since. */
    Instant now() {
        return begin.plusNanos(nanoTime.getAsLong() - beginNanos);
    }

    /** How far the system's clock was set forward since this clock began; negative if it was set back. */
    Duration systemAhead() {
        Duration seen = Duration.between(now(), system.instant());
        if (seen.minus(ahead).abs().compareTo(SET) > 0) {
            LOG.info("the system's clock was set by {} s", seen.minus(ahead).toSeconds());
            ahead = Duration.ofSeconds(seen.toSeconds());
        }
        return ahead;
    }
}
