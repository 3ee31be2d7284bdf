package io.fairlead.report;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was told last of everything lasting, from which follows what has happened since: one event for each thing that is
 * another now, however often it is looked at.
 *
 * @param told by key ({@link Fact})
 */
public record Events(Map<String, String> told) {

    /** Copies the map. */
    public Events {
        told = Map.copyOf(told);
    }

    /** What the reported properties said that another start of the module left, as far as they are its own. */
    public static Events toldBy(JsonObject reported) {
        Map<String, String> told = new HashMap<>();
        try {
            Fact.of(reported).forEach(fact -> told.put(fact.key(), fact.value()));
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException foreign) {
            told.clear(); // Somebody else's or another release's: everything is news.
        }
        return new Events(told);
    }

    /** What has happened when {@code report} is what is true now. */
    public List<Event> until(JsonObject report) {
        return Fact.of(report).stream()
                .filter(fact -> !fact.value().equals(told.getOrDefault(fact.key(), "")))
                .flatMap(fact -> fact.change().apply(Optional.ofNullable(told.get(fact.key()))).stream())
                .toList();
    }

    /** What is told once these events are. A tier on its way is told of as what it was last. */
    public Events after(JsonObject report) {
        Map<String, String> next = new HashMap<>();
        List<Fact> facts = Fact.of(report);
        facts.forEach(fact -> next.put(fact.key(), fact.value()));
        Stream<String> tiers = facts.stream()
                .map(Fact::key)
                .filter(key -> key.startsWith("address "))
                .map(key -> key.replaceFirst("address ", "tier "));
        tiers.filter(told::containsKey).forEach(tier -> next.putIfAbsent(tier, told.get(tier)));
        return new Events(next);
    }

    /** The same, taking for told what a report that was cut leaves out. */
    public Events orElse(JsonObject report) {
        Map<String, String> more = new HashMap<>(told);
        Fact.of(report).forEach(fact -> more.putIfAbsent(fact.key(), fact.value()));
        return new Events(more);
    }
}
