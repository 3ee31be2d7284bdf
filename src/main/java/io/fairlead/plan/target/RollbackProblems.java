package io.fairlead.plan.target;

import io.fairlead.model.Code;
import io.fairlead.model.Ledger;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Revision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out why {@code control.rollbackTo} cannot be followed. */
final class RollbackProblems {

    private static final String PATH = Path.CONTROL.at("rollbackTo").text();

    private RollbackProblems() {}

    /** The problem; empty if the revision can be used. */
    static List<Problem> of(long number, Optional<Parts> parts, Ledger ledger) {
        if (parts.isEmpty()) {
            return List.of(new Problem(
                    PATH,
                    Code.UnknownReference,
                    "revision " + number + " is not kept (kept are " + kept(ledger)
                            + "); what is in force stays. Name a kept one, or 0 to follow the twin"));
        }
        return parts.get().unreadable().isEmpty()
                ? List.of()
                : List.of(new Problem(
                        PATH,
                        Code.UnsupportedSchema,
                        "revision " + number + " was kept by another release and cannot be read ("
                                + String.join(", ", parts.get().unreadable())
                                + "); what is in force stays. Run that release, or name another revision"));
    }

    private static String kept(Ledger ledger) {
        String numbers = Stream.concat(ledger.history().revisions().stream(), Stream.of(ledger.asRevision()))
                .map(Revision::number)
                .filter(number -> number > 0)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return numbers.isEmpty() ? "none" : numbers;
    }
}
