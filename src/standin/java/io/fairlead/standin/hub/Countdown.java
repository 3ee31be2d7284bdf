package io.fairlead.standin.hub;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault that hits the next n times and then is over. */
final class Countdown {
    private final AtomicInteger left = new AtomicInteger();

    void set(int times) {
        left.set(times);
    }

    /** Whether it hits now; if so, once less from here on. */
    boolean take() {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
