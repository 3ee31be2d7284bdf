package io.fairlead.cli.fleet;

import io.fairlead.text.UnreadableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Makes calls to IoT Hub in parallel, and pauses after each, so that they stay below the limits of the hub. */
final class Paced {

    private static final Duration SELDOM = Duration.ofSeconds(5);

    private Paced() {}

    /** Counts calls that have ended, and reports the number now and then. */
    static final class Progress {

        private final Consumer<String> report;
        private final int all;
        private final long pause;
        private int ended;
        private long reported = System.nanoTime();

        Progress(Consumer<String> report, int all, Duration pause) {
            this.report = report;
            this.all = all;
            this.pause = pause.toNanos();
        }

        private synchronized void ended() {
            ended++;
            long now = System.nanoTime();
            if (ended < all && now - reported >= pause) {
                reported = now;
                report.accept(ended + " of " + all);
            }
        }
    }

    /**
     * Runs {@code call} for each item, and returns when all have ended. After a failure no more calls are made.
     *
     * @param pause the milliseconds between the start of an item's call and the start of the next
     * @param progress called every few seconds with the number of calls that have ended, such as {@code 900 of 10000}
     * @throws UnreadableText if a call threw it, or another exception, or the thread was interrupted
     */
    static <T> void each(
            List<T> items, ToLongFunction<T> pause, Function<T, Callable<?>> call, Consumer<String> progress) {
        each(items, pause, call, new Progress(progress, items.size(), SELDOM));
    }

    static <T> void each(List<T> items, ToLongFunction<T> pause, Function<T, Callable<?>> call, Progress progress) {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch failure = new CountDownLatch(1);
            for (T item : items) {
                all.add(threads.submit(telling(failure, progress, call.apply(item))));
                if (failure.await(pause.applyAsLong(item), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IllegalArgumentException why
                    ? why
                    : new UnreadableText(failed.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new UnreadableText("interrupted");
        }
    }

    private static Callable<?> telling(CountDownLatch failure, Progress progress, Callable<?> call) {
        return () -> {
            try {
                Object result = call.call();
                progress.ended();
                return result;
            } catch (Exception failed) {
                failure.countDown();
                throw failed;
            }
        };
    }
}
