package io.fairlead.text;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work on less stack than the module's threads have: {@code module/jvm.options} gives each 256 KB. */
public final class SmallStack {

    /** Less than the module's, since a thread of a test has less on it to begin with. */
    private static final long BYTES = 192 * 1024;

    private SmallStack() {}

    /**
     * What comes of {@code work}.
     *
     * @throws AssertionError with whatever it threw, a stack that did not suffice included
     */
    public static <T extends @Nullable Object> T get(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        run(() -> result.set(work.get()));
        return result.get();
    }

    /** Does it; see {@link #get}. */
    public static void run(Runnable work) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(null, work, "small stack", BYTES);
        thread.setUncaughtExceptionHandler((any, cause) -> thrown.set(cause));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Throwable cause = thrown.get();
        if (cause != null) {
            throw new AssertionError(cause);
        }
    }
}
