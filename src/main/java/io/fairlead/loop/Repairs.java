package io.fairlead.loop;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.HeldField;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.ownership.FieldDifferences;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often an object was written with the same content. If another writer, a controller or a person, undoes
 * Fairlead's write, Fairlead repeats it three times in ten minutes and then reports the writer. The same limit stops
 * Fairlead from alternating between two contents, and another one stops a Service whose address changes again and
 * again. It applies to every plan.
 *
 * @param last the hash of the content written last
 * @param times for each hash written in this revision, the times at which that content was restored
 * @param address the address of the last pin
 * @param moves the times at which the address changed
 * @param at the time of the last write
 */
record Repairs(
        int last, Map<Integer, List<Instant>> times, Optional<Address> address, List<Instant> moves, Instant at) {

    private static final int OFTEN = 3;
    private static final int MOST_MOVES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int NAMED = 3;

    Repairs {
        Map<Integer, List<Instant>> copy = new HashMap<>();
        times.forEach((content, when) -> copy.put(content, List.copyOf(when)));
        times = Map.copyOf(copy);
        moves = List.copyOf(moves);
    }

    /** The counts after a step was carried out. */
    static Repairs after(@Nullable Repairs past, Step step, Instant now) {
        int content = content(step);
        Optional<Address> pin = pin(step);
        if (past == null) {
            return new Repairs(content, Map.of(content, List.of()), pin, List.of(), now);
        }
        Map<Integer, List<Instant>> times = new HashMap<>(past.times);
        boolean wasSo = times.containsKey(content);
        List<Instant> backs = new ArrayList<>(lately(times.getOrDefault(content, List.of()), now));
        if (wasSo) {
            backs.add(now);
        }
        times.put(content, backs);
        List<Instant> moves = new ArrayList<>(lately(past.moves, now));
        if (past.moves(step)) {
            moves.add(now);
        }
        return new Repairs(content, times, pin.or(past::address), moves, now);
    }

    /**
     * The counts for a new revision. Earlier contents may be written again; the count of the current content stays.
     */
    Repairs inAnotherRevision() {
        return new Repairs(last, Map.of(last, times.getOrDefault(last, List.of())), address, moves, at);
    }

    /** Whether the counts are too old to matter. */
    boolean isForgotten(Instant now) {
        return at.plus(WINDOW.multipliedBy(6)).isBefore(now);
    }

    /** Whether the step would restore the same content once too often, or give a Service yet another address. */
    boolean isTooOften(Step step, Instant now) {
        return isPutBackTooOften(step, now)
                || (moves(step) && lately(moves, now).size() >= MOST_MOVES);
    }

    private boolean isPutBackTooOften(Step step, Instant now) {
        return lately(times.getOrDefault(content(step), List.of()), now).size() >= OFTEN;
    }

    Problem problem(Step step, Observed observed, Instant now, UnaryOperator<Instant> timeOfDay) {
        List<HeldField> fields = observed.find(step.ref()).stream()
                .flatMap(live -> FieldDifferences.fields(step, live).stream())
                .toList();
        String who = fields.isEmpty()
                ? "another writer undoes it"
                : fields.stream().limit(NAMED).map(HeldField::toString).collect(Collectors.joining("; "));
        String message = isPutBackTooOften(step, now)
                ? who + "; restored " + OFTEN + " times in " + WINDOW.toMinutes() + " minutes, and not again before "
                        + timeOfDay.apply(over(times.getOrDefault(content(step), List.of()), now))
                        + " or a change of the settings; let one of the two write it"
                : "its address changed " + MOST_MOVES + " times in " + WINDOW.toMinutes() + " minutes; it keeps "
                        + address.map(Address::toString).orElse("what it has") + ", and gets no other before "
                        + timeOfDay.apply(over(moves, now))
                        + "; give its tier an address in the twin, then set another control.reconcileNonce";
        return new Problem(step.ref().toString(), Code.Contended, message);
    }

    private boolean moves(Step step) {
        Optional<Address> next = pin(step);
        return next.isPresent() && address.isPresent() && !next.equals(address);
    }

    /** When the first of the times is no longer recent. */
    private static Instant over(List<Instant> times, Instant now) {
        return lately(times, now).get(0).plus(WINDOW);
    }

    private static List<Instant> lately(List<Instant> times, Instant now) {
        return times.stream().filter(at -> now.isBefore(at.plus(WINDOW))).toList();
    }

    private static int content(Step step) {
        return switch (step) {
            case Step.Apply apply -> apply.manifest().body().hashCode();
            case Step.Patch patch -> patch.wanted().hashCode();
            case Step.Delete delete -> delete.uid().hashCode();
        };
    }

    /** The address to which the step pins a Service. */
    private static Optional<Address> pin(Step step) {
        return step instanceof Step.Apply apply && apply.ref().kind().equals("Service")
                ? Balancers.asked(apply.manifest().body()).findFirst()
                : Optional.empty();
    }
}
