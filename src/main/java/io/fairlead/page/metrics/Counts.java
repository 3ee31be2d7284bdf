package io.fairlead.page.metrics;

import io.fairlead.loop.ApiCall;
import io.fairlead.report.Event;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts since the process started.
 *
 * @param events the number of events of each type
 * @param cycles the durations of cycles
 * @param calls the calls to the API server
 * @param residentBytes the resident memory of the process; 0 if it cannot be read
 */
public record Counts(
        Map<Event.Type, Long> events, CycleTimes cycles, SortedMap<ApiCall, Long> calls, long residentBytes) {

    /** No counts yet. */
    public static final Counts NONE = new Counts(Map.of(), CycleTimes.NONE, new TreeMap<>(), 0);

    /** Copies the maps. */
    public Counts {
        events =
                Collections.unmodifiableMap(events.isEmpty() ? new EnumMap<>(Event.Type.class) : new EnumMap<>(events));
        calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
    }

    long of(Event.Type type) {
        return events.getOrDefault(type, 0L);
    }
}
