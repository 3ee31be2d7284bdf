package io.fairlead.loop;

import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Outcome;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.report.Acknowledgement;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers to the writable properties of a situation.
 *
 * @param situation what is true
 * @param retries what did not succeed
 */
record Acknowledgements(Situation situation, Retries retries) {

    Acknowledgement network() {
        return answer(
                "network",
                situation.planned().networkRefused(),
                situation.planned().unfinished());
    }

    Acknowledgement apps() {
        boolean refused = !situation.planned().refusedApps().isEmpty()
                || situation.document().filter(parsed -> !parsed.appsReadable()).isPresent();
        boolean unfinished = !situation.planned().removing().isEmpty()
                || !situation.planned().waiting().isEmpty();
        return answer("apps", refused, unfinished);
    }

    Acknowledgement control() {
        boolean accepted =
                situation.document().map(ParsedDocument::controlAccepted).orElse(true);
        List<Problem> against = situation.planned().problems().stream()
                .filter(isUnder("control"))
                .toList();
        return accepted && against.isEmpty() ? of(200, "") : refused(accepted ? against : inDocument("control"));
    }

    private Acknowledgement refused(List<Problem> why) {
        boolean fault = why.stream().anyMatch(problem -> problem.code() == Code.ModuleFault);
        return of(fault ? 500 : 400, messages(why));
    }

    private Acknowledgement answer(String part, boolean refused, boolean unfinished) {
        List<Problem> said = situation.planned().problems().stream()
                .filter(isUnder(part) // A revision that is not kept holds every part, and so does a ledger.
                        .or(isUnder("control"))
                        .or(problem -> problem.code() == Code.LedgerNewer))
                .toList();
        List<Problem> against =
                said.stream().filter(problem -> !problem.code().isWarning()).toList();
        if (refused) {
            return against.isEmpty() ? refused(inDocument(part)) : of(codeOf(against), messages(against));
        }
        if (!against.isEmpty()) {
            return of(codeOf(against), messages(against));
        }
        Optional<Outcome> failed = retries.attempts().values().stream()
                .map(Retries.Attempt::outcome)
                .filter(outcome -> !(outcome instanceof Outcome.Done))
                .filter(outcome -> belongs(outcome.step(), part))
                .findFirst();
        if (failed.isPresent()) {
            return of(codeOf(failed.get()), "not yet: " + failed.get().step());
        }
        List<Problem> contended = situation.problems().stream()
                .filter(problem -> problem.code() == Code.Contended)
                .filter(problem -> situation.planned().plan().steps().stream()
                        .anyMatch(step ->
                                belongs(step, part) && step.ref().toString().equals(problem.path())))
                .toList();
        if (!contended.isEmpty()) {
            return of(409, messages(contended));
        }
        boolean pending = situation.planned().plan().steps().stream().anyMatch(step -> belongs(step, part));
        return of(
                pending || unfinished ? 202 : 200,
                Stream.of(
                                messages(said),
                                part.equals("network") ? situation.planned().underWay() : "",
                                rolledBack())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private String rolledBack() {
        long number = situation
                .document()
                .map(ParsedDocument::control)
                .orElse(Control.DEFAULT)
                .rollbackTo();
        return number == 0 ? "" : "revision " + number + " is in force, as control.rollbackTo says";
    }

    private static boolean belongs(Step step, String part) {
        return step.part().equals(part)
                || step.part().startsWith(part + ".")
                || step.part().equals("ledger");
    }

    private static Predicate<Problem> isUnder(String part) {
        return problem -> problem.path().equals(part) || problem.path().startsWith(part + ".");
    }

    private List<Problem> inDocument(String part) {
        return situation.document().map(ParsedDocument::problems).orElse(List.of()).stream()
                .filter(isUnder(part).or(problem -> !problem.path().contains(".")))
                .filter(problem -> !problem.code().isWarning())
                .toList();
    }

    /** What the plan found stands against the cluster, but for the deletion brake, which is about the document alone. */
    private static int codeOf(List<Problem> problems) {
        if (problems.stream().anyMatch(problem -> problem.code() == Code.NoRights)) {
            return 403;
        }
        return problems.stream()
                        .allMatch(problem -> problem.code() == Code.EmptyDesired
                                || problem.path().startsWith("control"))
                ? 400
                : 409;
    }

    private static int codeOf(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Denied denied -> 403;
            case Outcome.Conflicted conflicted -> 409;
            case Outcome.Invalid invalid -> 400;
            case Outcome.Failed failed -> 202;
            case Outcome.WebhookDown down -> 202;
            case Outcome.Skipped skipped -> 202;
            case Outcome.Done done -> 200;
        };
    }

    private Acknowledgement of(int ac, String ad) {
        return new Acknowledgement(ac, situation.desiredVersion(), ad);
    }

    private static String messages(List<Problem> problems) {
        if (problems.isEmpty()) {
            return "";
        }
        String first = problems.get(0).toString();
        return problems.size() == 1 ? first : first + " (and " + (problems.size() - 1) + " more)";
    }
}
