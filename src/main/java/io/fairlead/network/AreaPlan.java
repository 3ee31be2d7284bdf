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
 * The plan of one area of the network part (pools, BGP, pod network, DNS). A change of several steps is not a running
 * workflow: each cycle computes the next steps from the cluster, and {@code journal} holds all state between cycles.
 *
 * @param steps the steps of each stage
 * @param objects the objects that belong to the area; they are neither pruned nor removed from the inventory
 * @param problems the problems of the area
 * @param journal the area's state, under its own keys; an entry that is left out is forgotten
 * @param unfinished whether more steps follow once the cluster shows these done
 */
public record AreaPlan(
        SortedMap<Stage, List<Step>> steps,
        Set<ObjectRef> objects,
        List<Problem> problems,
        SortedMap<String, String> journal,
        boolean unfinished) {

    /** No steps, objects or problems. */
    public static final AreaPlan NOTHING = new AreaPlan(new TreeMap<>(), Set.of(), List.of(), new TreeMap<>(), false);

    /** Copies the collections. */
    public AreaPlan {
        SortedMap<Stage, List<Step>> copy = new TreeMap<>();
        steps.forEach((stage, list) -> copy.put(stage, List.copyOf(list)));
        steps = Collections.unmodifiableSortedMap(copy);
        objects = Set.copyOf(objects);
        problems = List.copyOf(problems);
        journal = Collections.unmodifiableSortedMap(new TreeMap<>(journal));
    }

    /** A plan with steps of one stage. */
    public static AreaPlan of(Stage stage, List<Step> steps) {
        return new AreaPlan(new TreeMap<>(Map.of(stage, steps)), Set.of(), List.of(), new TreeMap<>(), false);
    }

    /** A plan with problems only. */
    public static AreaPlan of(List<Problem> problems) {
        return new AreaPlan(new TreeMap<>(), Set.of(), problems, new TreeMap<>(), false);
    }

    /** Both plans together; within a stage the steps of this one come first. */
    public AreaPlan and(AreaPlan other) {
        SortedMap<Stage, List<Step>> bothSteps = new TreeMap<>(steps);
        other.steps.forEach((stage, more) -> bothSteps.merge(stage, more, AreaPlan::joined));
        Set<ObjectRef> bothObjects = new HashSet<>(objects);
        bothObjects.addAll(other.objects);
        SortedMap<String, String> bothJournals = new TreeMap<>(journal);
        bothJournals.putAll(other.journal);
        return new AreaPlan(
                bothSteps, bothObjects, joined(problems, other.problems), bothJournals, unfinished || other.unfinished);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
