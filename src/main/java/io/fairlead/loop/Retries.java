package io.fairlead.loop;

import io.fairlead.model.BackOff;
import io.fairlead.model.Code;
import io.fairlead.model.HeldField;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps that failed or were undone, and when they are due again. A step that changed is due at once. Retries never end.
 *
 * @param attempts the last failed attempt for each object
 * @param repairs the earlier writes of each object
 * @param revision the revision of these writes
 */
record Retries(SortedMap<ObjectRef, Attempt> attempts, SortedMap<ObjectRef, Repairs> repairs, long revision) {

    static final Retries NONE = new Retries(new TreeMap<>(), new TreeMap<>(), 0);

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final BackOff WITHOUT_NOTICE = new BackOff(FIRST, Duration.ofSeconds(60));
    private static final BackOff UNTIL_CHANGED = new BackOff(FIRST, Duration.ofMinutes(5));

    Retries {
        attempts = Collections.unmodifiableSortedMap(new TreeMap<>(attempts));
        repairs = Collections.unmodifiableSortedMap(new TreeMap<>(repairs));
    }

    /**
     * An attempt at a step.
     *
     * @param outcome its outcome
     * @param times the number of failures in a row
     * @param notBefore when it is due again
     */
    record Attempt(Outcome outcome, int times, Instant notBefore) {}

    /**
     * The steps of {@code plan} that are due, by stage. A delayed step delays the later stages of its part, as its
     * failure would; a delayed ledger delays everything.
     */
    Plan due(Plan plan, Instant now) {
        SortedMap<Stage, List<Step>> due = new TreeMap<>();
        Set<Path> held = new HashSet<>();
        for (Map.Entry<Stage, List<Step>> stage : plan.stages().entrySet()) {
            List<Step> steps = stage.getValue().stream()
                    .filter(step -> !held.contains(step.part()))
                    .toList();
            due.put(
                    stage.getKey(),
                    steps.stream().filter(step -> isDue(step, now)).toList());
            steps.stream().filter(step -> !isDue(step, now)).map(Step::part).forEach(held::add);
            if (stage.getKey() == Stage.LEDGER && !held.isEmpty()) {
                return Plan.NOTHING;
            }
        }
        return new Plan(due);
    }

    /** These retries for the steps of a revision. In a new revision an object may return to an earlier content. */
    Retries inRevision(long number) {
        if (number == revision) {
            return this;
        }
        SortedMap<ObjectRef, Repairs> next = new TreeMap<>(repairs);
        next.replaceAll((ref, past) -> past.inAnotherRevision());
        return new Retries(attempts, next, number);
    }

    private boolean isDue(Step step, Instant now) {
        if (contended(step, now).isPresent()) {
            return false;
        }
        Attempt last = attempts.get(step.ref());
        return last == null || !last.outcome().step().equals(step) || !now.isBefore(last.notBefore());
    }

    /** The earlier writes of the step's object, if they were undone so often that the step must wait. */
    private Optional<Repairs> contended(Step step, Instant now) {
        return Optional.ofNullable(repairs.get(step.ref())).filter(past -> past.isTooOften(step, now));
    }

    /**
     * The retries after {@code outcomes}. Steps that are no longer planned are forgotten, but not the counts of their
     * repairs.
     */
    Retries after(Plan plan, List<Outcome> outcomes, Instant now) {
        SortedMap<ObjectRef, Attempt> next = new TreeMap<>();
        for (Step step : plan.steps()) {
            Attempt last = attempts.get(step.ref());
            if (last != null && last.outcome().step().equals(step)) {
                next.put(step.ref(), last);
            }
        }
        for (Outcome outcome : outcomes) {
            ObjectRef ref = outcome.step().ref();
            if (outcome instanceof Outcome.Skipped || outcome instanceof Outcome.Done) {
                next.remove(ref);
            } else {
                int times =
                        Optional.ofNullable(next.get(ref)).map(Attempt::times).orElse(0) + 1;
                next.put(ref, new Attempt(outcome, times, now.plus(backOff(outcome, times))));
            }
        }
        SortedMap<ObjectRef, Repairs> allRepairs = new TreeMap<>(repairs);
        outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Done)
                .map(Outcome::step)
                .forEach(step -> allRepairs.compute(step.ref(), (ref, past) -> Repairs.after(past, step, now)));
        allRepairs.values().removeIf(past -> past.isForgotten(now));
        return new Retries(next, allRepairs, revision);
    }

    /** The retries after an outage of the cluster. Steps that got no answer are due at once. */
    Retries afterOutage() {
        SortedMap<ObjectRef, Attempt> next = new TreeMap<>(attempts);
        next.values().removeIf(attempt -> attempt.outcome() instanceof Outcome.Failed);
        return new Retries(next, repairs, revision);
    }

    /** When the next delayed step is due. A step that is already due but was not taken waits for something else. */
    Optional<Instant> next(Instant now) {
        return attempts.values().stream()
                .map(Attempt::notBefore)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    /**
     * What blocks the plan, one problem per object.
     *
     * @param plan the plan
     * @param observed the cluster
     * @param timeOfDay an instant as people are told of it
     */
    List<Problem> problems(Plan plan, Observed observed, Instant now, UnaryOperator<Instant> timeOfDay) {
        return Stream.concat(
                        attempts.values().stream().flatMap(attempt -> problem(attempt.outcome()).stream()),
                        plan.steps().stream()
                                .flatMap(step ->
                                        contended(step, now)
                                                .map(past -> past.problem(step, observed, now, timeOfDay))
                                                .stream()))
                .toList();
    }

    private static Duration backOff(Outcome outcome, int times) {
        boolean comesWithoutNotice = outcome instanceof Outcome.Failed
                || outcome instanceof Outcome.WebhookDown
                || outcome instanceof Outcome.Denied;
        return (comesWithoutNotice ? WITHOUT_NOTICE : UNTIL_CHANGED).after(times);
    }

    /** The problem of an outcome; empty if it blocks nothing. */
    static Optional<Problem> problem(Outcome outcome) {
        String path = outcome.step().ref().toString();
        return switch (outcome) {
            case Outcome.Conflicted conflict -> Optional.of(new Problem(path, Code.Conflict, message(conflict)));
            case Outcome.Denied denied ->
                Optional.of(new Problem(path, Code.NoRights, denied.message() + file(denied.step())));
            case Outcome.Invalid invalid ->
                Optional.of(new Problem(path, Code.ForbiddenSetting, "the cluster refuses it: " + invalid.message()));
            case Outcome.Failed failed -> Optional.of(new Problem(path, Code.ApplyFailed, failed.message()));
            case Outcome.WebhookDown down ->
                Optional.of(new Problem(path, Code.WebhookDown, down.message() + "; start what answers it"));
            case Outcome.Done done -> Optional.empty();
            case Outcome.Skipped skipped -> Optional.empty();
        };
    }

    private static String message(Outcome.Conflicted conflict) {
        return conflict.fields().isEmpty()
                ? conflict.message()
                : conflict.fields().stream().map(HeldField::toString).collect(Collectors.joining("; "))
                        + "; give it the desired value, or name every such manager in control.takeOwnership";
    }

    /** The file to apply, if no area of rights names it. */
    private static String file(Step step) {
        if (step.part().equals(Path.LEDGER)) {
            return "; apply module/rbac/ledger.yaml";
        }
        return step.ref().kind().equals("Namespace") ? "; create it, or apply module/rbac/namespaces.yaml" : "";
    }
}
