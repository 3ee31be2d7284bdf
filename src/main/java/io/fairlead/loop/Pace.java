package io.fairlead.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the loop from spinning, whatever the reason: a cycle that wrote nothing and had nothing new to read, and yet wants
 * the next one at once, is fine now and then, and an error in the module when there are many in a minute.
 */
final class Pace {

    private static final int MOST = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Deque<Instant> idle = new ArrayDeque<>();
    private final Duration rest;
    private boolean spins;

    /** @param rest how long a loop that spins waits between two cycles */
    Pace(Duration rest) {
        this.rest = rest;
    }

    /**
     * How long to wait.
     *
     * @param asked what the cycle asks for
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

    /** Whether it spins. */
    boolean spins() {
        return spins;
    }
}
