package io.fairlead.page.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A histogram of the durations of cycles.
 *
 * @param counts for each of {@link #BOUNDS}, the cycles up to that duration and above the bound before; the last counts
 *     the rest
 * @param seconds the sum of all durations
 */
public record CycleTimes(List<Long> counts, double seconds) {

    /** The upper bounds of the buckets, in seconds. */
    static final List<Double> BOUNDS = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

    /** No cycle yet. */
    public static final CycleTimes NONE = new CycleTimes(Collections.nCopies(BOUNDS.size() + 1, 0L), 0);

    /** Copies the list. */
    public CycleTimes {
        counts = List.copyOf(counts);
    }

    /** A copy with one more cycle. */
    public CycleTimes and(Duration took) {
        double more = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.size() && more > BOUNDS.get(bucket)) {
            bucket++;
        }
        List<Long> next = new ArrayList<>(counts);
        next.set(bucket, next.get(bucket) + 1);
        return new CycleTimes(next, seconds + more);
    }

    /** The number of cycles. */
    long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
