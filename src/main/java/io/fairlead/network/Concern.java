package io.fairlead.network;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one concern of the network part (pools, BGP, the pods' network, DNS) wants done. Its change of several steps is no
 * workflow that runs: each cycle says the next steps afresh, and {@code journal} is all it remembers.
 *
 * @param steps the steps of each stage
 * @param objects the objects that belong to it, which are neither pruned nor forgotten
 * @param problems what stands in its way
 * @param journal what it remembers, under keys of its own, until it is done; without an entry it forgets
 * @param unfinished whether more steps follow once the cluster shows these done
 */
public record Concern(
        SortedMap<Stage, List<Step>> steps,
        Set<ObjectRef> objects,
        List<Problem> problems,
        SortedMap<String, String> journal,
        boolean unfinished) {

    /** Nothing to be done, and nothing known. */
    public static final Concern NOTHING = new Concern(new TreeMap<>(), Set.of(), List.of(), new TreeMap<>(), false);

    /** Copies the collections. */
    public Concern {
        SortedMap<Stage, List<Step>> copy = new TreeMap<>();
        steps.forEach((stage, list) -> copy.put(stage, List.copyOf(list)));
        steps = Collections.unmodifiableSortedMap(copy);
        objects = Set.copyOf(objects);
        problems = List.copyOf(problems);
        journal = Collections.unmodifiableSortedMap(new TreeMap<>(journal));
    }

    /** Steps of one stage. */
    public static Concern of(Stage stage, List<Step> steps) {
        return new Concern(new TreeMap<>(Map.of(stage, steps)), Set.of(), List.of(), new TreeMap<>(), false);
    }

    /** Problems alone. */
    public static Concern of(List<Problem> problems) {
        return new Concern(new TreeMap<>(), Set.of(), problems, new TreeMap<>(), false);
    }

    /** Both, the steps of a stage in this order. */
    public Concern and(Concern other) {
        SortedMap<Stage, List<Step>> bothSteps = new TreeMap<>(steps);
        other.steps.forEach((stage, more) -> bothSteps.merge(stage, more, Concern::joined));
        Set<ObjectRef> bothObjects = new HashSet<>(objects);
        bothObjects.addAll(other.objects);
        SortedMap<String, String> bothJournals = new TreeMap<>(journal);
        bothJournals.putAll(other.journal);
        return new Concern(
                bothSteps, bothObjects, joined(problems, other.problems), bothJournals, unfinished || other.unfinished);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
