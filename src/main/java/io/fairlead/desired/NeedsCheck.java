package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The check that every {@code needs} names a tier of the same app, and that no tier needs itself in the end. */
final class NeedsCheck {

    private final SortedMap<String, TierReader.Draft> tiers;
    private final Problems problems;

    private NeedsCheck(SortedMap<String, TierReader.Draft> tiers, Problems problems) {
        this.tiers = tiers;
        this.problems = problems;
    }

    static void check(SortedMap<String, TierReader.Draft> tiers, Problems problems) {
        NeedsCheck check = new NeedsCheck(tiers, problems);
        tiers.values().forEach(check::references);
        check.cycles();
    }

    private void references(TierReader.Draft draft) {
        String path = in(draft.path(), "needs");
        for (String need : draft.tier().needs()) {
            if (!tiers.containsKey(need)) {
                String nearest = NearestKey.of(need, tiers.keySet())
                        .filter(tier -> !tier.equals(draft.tier().id().tier()))
                        .map(tier -> "; the nearest is " + quoted(tier))
                        .orElse("");
                problems.add(path, Code.UnknownReference, quoted(need) + " is no tier of this app" + nearest + ".");
            }
        }
    }

    private void cycles() {
        Set<String> told = new HashSet<>();
        for (String tier : tiers.keySet()) {
            if (told.contains(tier)) {
                continue;
            }
            Optional<List<String>> cycle = cycle(tier);
            cycle.ifPresent(members -> {
                told.addAll(members);
                problems.add(
                        in(path(tier), "needs"),
                        Code.NeedsCycle,
                        String.join(" needs ", members) + ": none could start first; drop one of them.");
            });
        }
    }

    /** The shortest way from a tier back to itself, both ends included. */
    private Optional<List<String>> cycle(String start) {
        Map<String, String> from = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(List.of(start));
        while (!left.isEmpty()) {
            String at = left.remove();
            for (String need : needs(at)) {
                if (need.equals(start)) {
                    return Optional.of(way(from, start, at));
                }
                if (tiers.containsKey(need) && from.putIfAbsent(need, at) == null) {
                    left.add(need);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> way(Map<String, String> from, String start, String end) {
        List<String> way = new ArrayList<>(List.of(start));
        for (String at = end; at != null && !at.equals(start); at = from.get(at)) {
            way.add(1, at);
        }
        way.add(start);
        return way;
    }

    private List<String> needs(String tier) {
        TierReader.Draft draft = tiers.get(tier);
        return draft == null ? List.of() : draft.tier().needs();
    }

    private String path(String tier) {
        TierReader.Draft draft = tiers.get(tier);
        return draft == null ? tier : draft.path();
    }
}
