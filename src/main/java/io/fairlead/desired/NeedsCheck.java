package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The check that every {@code needs} names a tier of the same app, and that no tier needs itself, directly or through
 * others.
 */
final class NeedsCheck {

    /** The most tiers of a cycle that a message names. */
    private static final int MOST_TOLD = 10;

    private final SortedMap<String, TierReader.Draft> tiers;

    /** For each tier, the tiers that need it. */
    private final Map<String, List<String>> neededBy = new HashMap<>();

    private final Problems problems;

    private NeedsCheck(SortedMap<String, TierReader.Draft> tiers, Problems problems) {
        this.tiers = tiers;
        tiers.forEach((id, draft) -> draft.tier()
                .needs()
                .forEach(need ->
                        neededBy.computeIfAbsent(need, any -> new ArrayList<>()).add(id)));
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
                problems.add(
                        path,
                        Code.UnknownReference,
                        quoted(need) + " is no tier of this app" + problems.nearest(need, tiers.keySet()));
            }
        }
    }

    /**
     * Reports cycles that have no tier in common. A tier that needs no remaining tier can start, so it is removed. From any
     * other, following the needs leads into a cycle.
     */
    private void cycles() {
        NavigableSet<String> left = new TreeSet<>(tiers.keySet());
        Map<String, Integer> open = new HashMap<>();
        tiers.keySet()
                .forEach(tier -> open.put(tier, (int) needs(tier).stream()
                        .filter(need -> tiers.containsKey(need))
                        .count()));
        leaveOut(
                tiers.keySet().stream()
                        .filter(tier -> open.getOrDefault(tier, 0) == 0)
                        .toList(),
                left,
                open);
        while (!left.isEmpty()) {
            List<String> cycle = cycle(left);
            leaveOut(cycle, left, open);
            problems.add(
                    in(path(cycle.get(0)), "needs"),
                    Code.NeedsCycle,
                    told(cycle) + ": none could start first; drop one of them.");
        }
    }

    /**
     * Removes tiers from {@code left}, and then each tier that needs no remaining tier.
     *
     * @param open for each tier, how many remaining tiers it needs
     */
    private void leaveOut(List<String> gone, Set<String> left, Map<String, Integer> open) {
        gone.forEach(left::remove);
        Deque<String> look = new ArrayDeque<>(gone);
        while (!look.isEmpty()) {
            for (String needing : neededBy.getOrDefault(look.remove(), List.of())) {
                if (open.merge(needing, -1, Integer::sum) == 0 && left.remove(needing)) {
                    look.add(needing);
                }
            }
        }
    }

    /** A cycle among {@code left}, each of which needs another of them. The cycle begins with its first tier by name. */
    private List<String> cycle(NavigableSet<String> left) {
        Map<String, Integer> places = new HashMap<>();
        List<String> walk = new ArrayList<>();
        String at = left.first();
        while (places.putIfAbsent(at, walk.size()) == null) {
            walk.add(at);
            at = needs(at).stream().filter(left::contains).findFirst().orElseThrow();
        }
        List<String> cycle = new ArrayList<>(walk.subList(places.getOrDefault(at, 0), walk.size()));
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        return cycle;
    }

    private static String told(List<String> cycle) {
        String shown = cycle.stream().limit(MOST_TOLD).collect(Collectors.joining(" needs "));
        String more = cycle.size() > MOST_TOLD ? " needs … (" + (cycle.size() - MOST_TOLD) + " more)" : "";
        return shown + more + " needs " + cycle.get(0);
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
