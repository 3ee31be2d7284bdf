package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The steps to write, in order. The same input gives the same plan, byte for byte.
 *
 * @param stages the steps of each stage that has any; steps of one stage are independent
 */
public record Plan(SortedMap<Stage, List<Step>> stages) {

    /** A plan without steps. */
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

    /** Whether there are no steps. */
    public boolean isEmpty() {
        return stages.isEmpty();
    }

    /** A copy that takes fields over from {@code managers}, in objects that Fairlead did not create. */
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

    /** One line per step below one line per stage; {@code nothing to do} if the plan is empty. */
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
