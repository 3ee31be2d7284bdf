package io.fairlead.report;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last reported value of every lasting fact. Comparing it with a new report gives one event for each fact that
 * changed, however often it is compared.
 *
 * @param told the values by key ({@link Fact})
 */
public record Events(Map<String, String> told) {

    /** No facts yet. */
    public static final Events NONE = new Events(Map.of());

    /** Copies the map. */
    public Events {
        told = Map.copyOf(told);
    }

    /** The facts in the reported properties that an earlier run of the module left; none if they cannot be read. */
    public static Events toldBy(JsonObject reported) {
        Map<String, String> told = new HashMap<>();
        try {
            Facts.of(reported).all().forEach(fact -> told.put(fact.key(), fact.value()));
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException foreign) {
            told.clear(); // Not in this release's format: everything counts as new.
        }
        return new Events(told);
    }

    /** The events between these facts and those {@code now}. */
    public List<Event> until(Facts now) {
        return now.all().stream()
                .filter(fact -> !fact.value().equals(told.getOrDefault(fact.key(), "")))
                .flatMap(fact -> fact.change().apply(Optional.ofNullable(told.get(fact.key()))).stream())
                .toList();
    }

    /** The facts after these events. A tier that is Progressing keeps its last value. */
    public Events after(Facts now) {
        Map<String, String> next = new HashMap<>();
        now.all().forEach(fact -> next.put(fact.key(), fact.value()));
        Stream<String> tiers = now.all().stream()
                .map(Fact::key)
                .filter(key -> key.startsWith("address "))
                .map(key -> key.replaceFirst("address ", "tier "));
        tiers.filter(told::containsKey).forEach(tier -> next.putIfAbsent(tier, told.get(tier)));
        return new Events(next);
    }

    /**
     * A copy that adds the facts {@code now} that are missing here, because a shortened report left them out.
     */
    public Events orElse(Facts now) {
        Map<String, String> more = new HashMap<>(told);
        now.all().forEach(fact -> more.putIfAbsent(fact.key(), fact.value()));
        return new Events(more);
    }
}
