package io.fairlead.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the loop from spinning. A cycle that wrote nothing, had nothing new to read and still asks for the next one at
 * once is normal now and then. Many of them in a minute are an error in the module.
 */
final class Pace {

    private static final int MOST = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Deque<Instant> idle = new ArrayDeque<>();
    private final Duration rest;
    private boolean spins;

    /**
     * @param rest the wait between cycles of a loop that spins
     */
    Pace(Duration rest) {
        this.rest = rest;
    }

    /**
     * The wait before the next cycle.
     *
     * @param asked the wait that the cycle asks for
     * @param progressed whether it wrote something, or had something new to read
     */
    Duration wait(Duration asked, boolean progressed, Instant now) {
        if (progressed) {
            idle.clear();
        } else if (asked.compareTo(SOON) < 0) {
            idle.add(now);
        }
        while (!idle.isEmpty() && !now.isBefore(idle.getFirst().plus(WINDOW))) {
            idle.removeFirst();
        }
        spins = idle.size() > MOST;
        return spins && asked.compareTo(rest) < 0 ? rest : asked;
    }

    /** Whether the loop spins. */
    boolean spins() {
        return spins;
    }
}
