package io.fairlead.loop;

import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Outcome;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.plan.Planned;
import io.fairlead.report.Acknowledgement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answers to the writable properties of a situation.
 *
 * @param situation the actual state
 * @param retries the steps that did not succeed
 * @param inForce the control part in force
 */
record Acknowledgements(Situation situation, Retries retries, Control inForce) {

    private static final Set<Path> PARTS = Set.of(Path.NETWORK, Path.APPS, Path.CONTROL);

    Acknowledgement network() {
        boolean written =
                planned().parts().network().equals(planned().lastGood().network());
        return answer(Path.NETWORK, planned().networkRefused(), planned().unfinished(), written);
    }

    Acknowledgement apps() {
        boolean refused = !planned().refusedApps().isEmpty()
                || situation.document().filter(parsed -> !parsed.appsReadable()).isPresent();
        boolean unfinished = !planned().apps().removing().isEmpty()
                || !planned().apps().waiting().isEmpty();
        boolean written = planned().parts().apps().equals(planned().lastGood().apps());
        return answer(Path.APPS, refused, unfinished, written);
    }

    Acknowledgement control() {
        boolean accepted =
                situation.document().map(ParsedDocument::controlAccepted).orElse(true);
        List<Problem> against =
                planned().problems().stream().filter(isUnder(Path.CONTROL)).toList();
        return accepted && against.isEmpty() ? of(200, "") : refused(accepted ? against : inDocument(Path.CONTROL));
    }

    private Acknowledgement refused(List<Problem> why) {
        boolean fault = why.stream().anyMatch(problem -> problem.code() == Code.ModuleFault);
        return of(fault ? 500 : 400, messages(why));
    }

    private Planned planned() {
        return situation.planned();
    }

    /**
     * @param written whether the ledger already has the planned part
     */
    private Acknowledgement answer(Path part, boolean refused, boolean unfinished, boolean written) {
        List<Problem> said = planned().problems().stream()
                .filter(isUnder(part) // A missing revision blocks every part, and so does a newer ledger.
                        .or(isUnder(Path.CONTROL))
                        .or(problem -> problem.code() == Code.LedgerNewer))
                .toList();
        List<Problem> against =
                said.stream().filter(problem -> !problem.code().isWarning()).toList();
        if (!against.isEmpty()) {
            return of(codeOf(against), messages(against));
        }
        if (refused) {
            return refused(inDocument(part));
        }
        if (Control.of(situation.document()).isHeld()) {
            return refused(inDocument(Path.CONTROL)); // An unreadable revision blocks every part too.
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
                .filter(problem -> planned().plan().steps().stream()
                        .anyMatch(step ->
                                belongs(step, part) && step.ref().toString().equals(problem.path())))
                .toList();
        if (!contended.isEmpty()) {
            return of(409, messages(contended));
        }
        List<Step> pending = planned().plan().steps().stream()
                .filter(step -> belongs(step, part))
                .filter(step -> !written || !isOfTheLedger(step))
                .toList();
        return of(
                pending.isEmpty() && !unfinished ? 200 : 202,
                Stream.of(messages(said), part.equals(Path.NETWORK) ? underWay() : "", paused(pending), rolledBack())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private String underWay() {
        String names = ClusterDns.isOnTrial(planned().ledger().journal())
                ? "the names of dns are written, and the cluster's DNS does not answer all of them yet; what it does not answer"
                        + " in time is undone"
                : "";
        return Stream.of(planned().network().underWay(), names)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private String paused(List<Step> pending) {
        String held = inForce.paused() ? Words.list(pending) : "";
        return held.isEmpty() ? "" : "control.paused is true, so not done: " + held;
    }

    private String rolledBack() {
        long number = inForce.rollbackTo();
        boolean isHeld = planned().ledger().history().held().isPresent();
        return number == 0
                ? ""
                : "revision " + number + " is in force, as "
                        + (isHeld ? "the method rollback asked, until the twin changes" : "control.rollbackTo says");
    }

    private static boolean belongs(Step step, Path part) {
        return part.holds(step.part()) || isOfTheLedger(step);
    }

    private static boolean isOfTheLedger(Step step) {
        return step.part().equals(Path.LEDGER);
    }

    private static Predicate<Problem> isUnder(Path part) {
        return problem -> part.holds(problem.path());
    }

    /** A problem at the root that belongs to no part: the schema, the size, an unknown key. */
    private static boolean isOfTheWhole(Problem problem) {
        return !problem.path().contains(".") && !PARTS.contains(new Path(problem.path()));
    }

    private List<Problem> inDocument(Path part) {
        return situation.document().map(ParsedDocument::problems).orElse(List.of()).stream()
                .filter(isUnder(part).or(Acknowledgements::isOfTheWhole))
                .filter(problem -> !problem.code().isWarning())
                .toList();
    }

    /**
     * Problems of the plan are against the cluster, except for the deletion brake, which is about the document alone.
     */
    private static int codeOf(List<Problem> problems) {
        if (problems.stream().anyMatch(problem -> problem.code() == Code.NoRights)) {
            return 403;
        }
        return problems.stream()
                        .allMatch(problem -> problem.code() == Code.EmptyDesired || Path.CONTROL.holds(problem.path()))
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
