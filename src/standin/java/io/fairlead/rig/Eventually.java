package io.fairlead.rig;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A condition that is asked again and again until it holds or its time is over. */
public final class Eventually {

    private static final long PAUSE_MS = 50;

    private Eventually() {}

    /**
     * Waits until the condition is true; an exception or a failed assertion counts as "not yet".
     *
     * @throws AssertionError naming {@code what} when the time is over, its cause the last exception
     */
    public static void holds(String what, Duration within, Callable<Boolean> condition) {
        Optional<Boolean> unused = present(what, within, () -> condition.call() ? Optional.of(true) : Optional.empty());
    }

    /**
     * Waits until there is a value; an exception or a failed assertion counts as "not yet".
     *
     * @throws AssertionError naming {@code what} when the time is over, its cause the last exception
     */
    public static <T> T value(String what, Duration within, Callable<Optional<T>> source) {
        return present(what, within, source).orElseThrow();
    }

    private static <T> Optional<T> present(String what, Duration within, Callable<Optional<T>> source) {
        long end = System.nanoTime() + within.toNanos();
        @Nullable Throwable last = null;
        do {
            try {
                Optional<T> value = source.call();
                if (value.isPresent()) {
                    return value;
                }
                last = null;
            } catch (Exception | AssertionError e) {
                last = e;
            }
            pause(what);
        } while (System.nanoTime() < end);
        throw new AssertionError("not within " + within.toMillis() + " ms: " + what, last);
    }

    private static void pause(String what) {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting: " + what, e);
        }
    }
}
