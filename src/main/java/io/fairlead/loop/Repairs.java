package io.fairlead.loop;

import io.fairlead.model.Code;
import io.fairlead.model.Fields;
import io.fairlead.model.HeldField;
import io.fairlead.model.Observed;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.ownership.Contest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often an object was put back to what it had been written as. Whoever writes against Fairlead, another controller or a
 * person, is answered three times in ten minutes, and then named.
 *
 * @param content what it was written as
 * @param times when it was put back, in the last ten minutes
 */
record Repairs(Fields content, List<Instant> times) {

    private static final int OFTEN = 3;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int NAMED = 3;

    Repairs {
        times = List.copyOf(times);
    }

    /** After a step was taken; nothing where it took the object away. */
    static @Nullable Repairs after(@Nullable Repairs past, Step step, Instant now) {
        if (step instanceof Step.Delete) {
            return null;
        }
        Fields content = content(step);
        if (past == null || !past.content.equals(content)) {
            return new Repairs(content, List.of());
        }
        List<Instant> times = new ArrayList<>(past.lately(now));
        times.add(now);
        return new Repairs(content, times);
    }

    /** Whether the step would put the same back once more, so soon; other settings are taken at once. */
    boolean isTooOften(Step step, Instant now) {
        return lately(now).size() >= OFTEN && content.equals(content(step));
    }

    Problem problem(Step step, Observed observed) {
        List<HeldField> fields = observed.find(step.ref()).stream()
                .flatMap(live -> Contest.fields(step, live).stream())
                .toList();
        String who = fields.isEmpty()
                ? "somebody undoes it"
                : fields.stream().limit(NAMED).map(HeldField::toString).collect(Collectors.joining("; "));
        return new Problem(
                step.ref().toString(),
                Code.Contended,
                who + "; put back " + OFTEN + " times in " + WINDOW.toMinutes() + " minutes, and not again before "
                        + times.get(0).plus(WINDOW) + " or a change of the settings; let one of the two write it");
    }

    private List<Instant> lately(Instant now) {
        return times.stream().filter(at -> now.isBefore(at.plus(WINDOW))).toList();
    }

    private static Fields content(Step step) {
        return switch (step) {
            case Step.Apply apply -> apply.manifest().body();
            case Step.Patch patch -> patch.wanted();
            case Step.Delete delete -> Fields.EMPTY;
        };
    }
}
