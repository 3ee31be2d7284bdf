package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What will be written, in order. Same input, same plan, byte for byte.
 *
 * @param stages the steps of each stage that has any; steps of one stage are independent
 */
public record Plan(SortedMap<Stage, List<Step>> stages) {

    /** A plan that writes nothing. */
    public static final Plan NOTHING = new Plan(new TreeMap<>());

    /** Copies the stages and leaves out empty ones. */
    public Plan {
        SortedMap<Stage, List<Step>> copy = new TreeMap<>();
        stages.forEach((stage, steps) -> {
            if (!steps.isEmpty()) {
                copy.put(stage, List.copyOf(steps));
            }
        });
        stages = Collections.unmodifiableSortedMap(copy);
    }

    /** Whether nothing is to be written. */
    public boolean isEmpty() {
        return stages.isEmpty();
    }

    /** The same, with fields of objects that Fairlead did not make taken from {@code managers}. */
    public Plan takingFrom(Set<String> managers) {
        SortedMap<Stage, List<Step>> taking = new TreeMap<>(stages);
        taking.replaceAll((stage, steps) -> steps.stream()
                .map(step -> step instanceof Step.Apply apply ? apply.takingFrom(managers) : step)
                .toList());
        return new Plan(taking);
    }

    /** All steps in order. */
    public List<Step> steps() {
        return stages.values().stream().flatMap(List::stream).toList();
    }

    /** One line a step, under one line a stage; {@code nothing to do} where it is empty. */
    public String print() {
        if (isEmpty()) {
            return "nothing to do\n";
        }
        return stages.entrySet().stream()
                .map(stage -> stage.getKey() + "\n"
                        + stage.getValue().stream()
                                .map(step -> "  " + step + "\n")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
