package io.fairlead.cli.fleet;

import io.fairlead.text.UnreadableText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Calls of IoT Hub side by side, each begun a while after the one before, so that others have their share of its limits. */
final class Paced {

    private Paced() {}

    /**
     * Does {@code call} for each item, and returns once all are done.
     *
     * @param pause the milliseconds from the begin of an item's call to the next one's
     * @throws UnreadableText if a call threw it, or another exception, or the thread was interrupted
     */
    static <T> void each(List<T> items, ToLongFunction<T> pause, Function<T, Callable<?>> call) {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                all.add(threads.submit(call.apply(item)));
                Thread.sleep(pause.applyAsLong(item));
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
}
