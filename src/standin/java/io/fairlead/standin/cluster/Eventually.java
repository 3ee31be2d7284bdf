package io.fairlead.standin.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what controllers do in their own time. */
final class Eventually {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private Eventually() {}

    /** Looks every 50 ms, for 60 s; then fails with what is there instead. */
    static void holds(String what, BooleanSupplier test, Supplier<String> found) {
        Instant end = Instant.now().plus(WITHIN);
        while (!test.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + WITHIN + ": " + what + ", but " + found.get());
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
