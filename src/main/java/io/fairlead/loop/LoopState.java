package io.fairlead.loop;

import io.fairlead.health.ReadyDelay;
import io.fairlead.model.Control;
import io.fairlead.model.History;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Path;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.Revision;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.model.Trial;
import io.fairlead.plan.AppTrials;
import io.fairlead.plan.LedgerRecovery;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Trials;
import io.fairlead.plan.target.Parts;
import io.fairlead.report.Past;
import io.fairlead.report.ProblemList;
import io.fairlead.report.ReportInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The state that the loop keeps between cycles. Only the loop's thread reads and changes it. */
final class LoopState {

    /** The number of recent repairs to keep. */
    private static final int MOST_REPAIRS = 20;

    private Optional<Ledger> ledger = Optional.empty();
    private Ledger inForce = Ledger.EMPTY;
    private Retries retries = Retries.NONE;
    private final Map<TierId, Instant> notReadySince = new TreeMap<>();

    /** When the checks of a tier that is not Ready yet began to pass. */
    private final Map<TierId, Instant> passingSince = new TreeMap<>();

    private Phase phase = Phase.Waiting;
    private Instant since;
    private Duration systemAhead = Duration.ZERO;
    private long appliedVersion;
    private String reconcileNonce = "";
    private String askedNonce = "";
    private final Deadlines deadlines;
    private final AppAges appAges = new AppAges();
    private long trialRevision;
    private Instant trialSince;
    private long settledRevision;
    private List<ObjectRef> repaired = List.of();
    private final Deque<Past.Repair> lately = new ArrayDeque<>();
    private Optional<ReportInput> lastReport = Optional.empty();
    private ProblemList problems = ProblemList.NONE;
    private long rolledBackTo;
    private long askedRollback;

    /** A state that begins now. */
    LoopState(Instant now, Deadlines deadlines) {
        this.since = now;
        this.deadlines = deadlines;
        this.trialSince = now;
    }

    /** The ledger in force: the one that this process wrote, else the one in the cluster. */
    Ledger ledger(Observed observed, String moduleNamespace) {
        inForce = ledger.orElseGet(() -> LedgerRecovery.read(observed, moduleNamespace));
        return inForce;
    }

    /** The revision in force. A planned revision has no number yet. */
    long revision() {
        return inForce.revision();
    }

    /** The parts in force: those of the plan once its ledger is written, the last good ones before that. */
    Parts inForce(Planned planned) {
        Ledger next = planned.ledger();
        boolean written =
                inForce.network().equals(next.network()) && inForce.apps().equals(next.apps());
        return written ? planned.parts() : planned.lastGood();
    }

    /**
     * The control part in force. Its revision is the one that was really rolled back to, not the one that the twin
     * names.
     */
    Control inForce(Control asked) {
        return asked.rolledBackTo(rolledBackTo);
    }

    /** Whether the plan is for the revision that the twin names, or for the twin's parts if it names none. */
    private boolean isFollowed(Planned planned) {
        return askedRollback != Control.HOLD
                && planned.problems().stream().noneMatch(problem -> Path.CONTROL.holds(problem.path()));
    }

    /** The current problems; a known problem keeps its number. */
    ProblemList listed(List<Problem> now) {
        problems = problems.next(now);
        return problems;
    }

    /** The steps that did not succeed. */
    Retries retries() {
        return retries;
    }

    /** How long a tier has not been Ready; zero for a tier that is Ready or new. */
    Duration notReadyFor(TierId tier, Instant now) {
        return Duration.between(notReadySince.getOrDefault(tier, now), now);
    }

    /**
     * The health to report; notes when the checks of the tier began to pass. A tier whose checks pass at the first look at it
     * was Ready before.
     */
    TierHealth delayed(TierHealth health, Tier tier, Instant now) {
        if (health.phase() != TierPhase.Ready || !notReadySince.containsKey(tier.id())) {
            passingSince.remove(tier.id());
            return health;
        }
        Instant since = passingSince.computeIfAbsent(tier.id(), id -> now);
        return new ReadyDelay(deadlines.ready()).of(health, tier, Duration.between(since, now));
    }

    /** When the next tier has only waited for its delay; empty if none waits for that. */
    Optional<Instant> nextReady(Instant now) {
        return passingSince.values().stream()
                .map(since -> since.plus(deadlines.ready()))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    /** The last reported phase. */
    Phase phase() {
        return phase;
    }

    /** When the phase began, in the system's time. */
    Instant since() {
        return timeOfDay(since);
    }

    /** Called at the begin of a cycle: how far the system's clock is ahead of the loop's. */
    void systemIsAhead(Duration by) {
        systemAhead = by;
    }

    /** An instant of the loop's clock in the system's time, for people and for comparison with the time of others. */
    Instant timeOfDay(Instant instant) {
        return instant.plus(systemAhead);
    }

    /** The version of the last document that was applied completely; 0 before the first. */
    long appliedVersion() {
        return appliedVersion;
    }

    /** The last nonce that a cycle answered. */
    String reconcileNonce() {
        return reconcileNonce;
    }

    /**
     * The past. Its repairs are the writes of this cycle, if the previous one had left nothing to write and no part has
     * changed.
     */
    Past past() {
        List<Revision> revisions = new ArrayList<>(inForce.history().revisions());
        revisions.add(inForce.asRevision());
        List<Past.Repair> told = lately.stream()
                .map(repair -> new Past.Repair(repair.object(), timeOfDay(repair.at())))
                .toList();
        return new Past(revisions, repaired, told);
    }

    /** The input of the last report of a readable cluster. */
    Optional<ReportInput> lastReport() {
        return lastReport;
    }

    /** Whether the document was not acknowledged yet. */
    boolean isNew(Optional<ParsedDocument> document) {
        return document.map(ParsedDocument::version)
                .filter(version -> lastReport
                        .map(ReportInput::desiredVersion)
                        .filter(version::equals)
                        .isEmpty())
                .isPresent();
    }

    /**
     * Called when the cluster can be read. After an outage, for a new nonce or on request, delayed steps are due at
     * once.
     */
    void seeing(Optional<ParsedDocument> document, boolean asked) {
        String nonce = Control.of(document).reconcileNonce();
        askedRollback = document.isPresent() ? Control.of(document).rollbackTo() : rolledBackTo;
        repaired = List.of();
        if (phase == Phase.Blind) {
            retries = retries.afterOutage();
            passingSince.clear();
            notReadySince.clear(); // The cluster's controllers restart too.
            trialRevision = 0;
            appAges.clear();
        }
        if (asked || !nonce.equals(askedNonce)) {
            retries = Retries.NONE;
        }
        askedNonce = nonce;
    }

    /** Called after a plan was carried out. Its ledger is in force once it is written. */
    void carriedOut(Planned planned, List<Outcome> outcomes, Instant now) {
        Set<Step> done = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Done)
                .map(Outcome::step)
                .collect(Collectors.toSet());
        List<Step> aside = planned.plan().stages().getOrDefault(Stage.LEDGER, List.of());
        if (done.containsAll(aside)) {
            inForce = planned.ledger();
            ledger = Optional.of(inForce);
            rolledBackTo = isFollowed(planned) ? askedRollback : rolledBackTo;
        } else if (outcomes.stream()
                .anyMatch(outcome -> outcome instanceof Outcome.Failed && aside.contains(outcome.step()))) {
            ledger = Optional.empty(); // It may have been written, so it is read from the cluster again.
        }
        retries = retries.inRevision(planned.ledger().revision()).after(planned.plan(), outcomes, now);
        repaired = revision() == settledRevision
                ? done.stream()
                        .filter(step -> !aside.contains(step))
                        .map(Step::ref)
                        .sorted()
                        .toList()
                : List.of();
        repaired.forEach(object -> lately.add(new Past.Repair(object, now)));
        while (lately.size() > MOST_REPAIRS) {
            lately.remove();
        }
        settledRevision = planned.isSettled() ? revision() : 0;
    }

    /**
     * Called after a situation was judged.
     *
     * @return whether this decided something that the next plan carries out
     */
    boolean judged(Situation situation, Instant now) {
        Map<TierId, TierHealth> health = situation.health();
        notReadySince
                .keySet()
                .removeIf(tier -> !health.containsKey(tier) || health.get(tier).phase() == TierPhase.Ready);
        health.forEach((tier, judged) -> {
            if (judged.phase() != TierPhase.Ready) {
                notReadySince.putIfAbsent(tier, now);
            }
        });
        passingSince.keySet().retainAll(notReadySince.keySet());
        boolean decided = judgeTrials(situation, now);
        if (situation.isApplied()) {
            appliedVersion = situation.desiredVersion();
        }
        reconcileNonce = askedNonce;
        enter(situation.phase(), now);
        return decided;
    }

    /**
     * Decides nothing while the module is paused or the planned ledger is not written, because the decision must rest
     * on the state after that.
     */
    private boolean judgeTrials(Situation situation, Instant now) {
        Planned planned = situation.planned();
        Ledger next = planned.ledger();
        History inForce = ledger.map(Ledger::history).orElse(History.NONE); // Until it is written, no clock runs.
        long revision = inForce.trial().map(Trial::revision).orElse(0L);
        if (revision != trialRevision || planned.unfinished()) {
            trialRevision = revision;
            trialSince = now;
        }
        appAges.look(inForce.apps(), situation.health(), Trials.nodes(situation.observed()), now);
        if (situation.phase() == Phase.Paused || !ledger.equals(Optional.of(next))) {
            return false;
        }
        Ledger ofNetwork = Trials.judged(
                next,
                situation.health(),
                situation.observed(),
                tier -> notReadyFor(tier, now),
                Duration.between(trialSince, now),
                deadlines.network());
        Ledger judged = AppTrials.judged(
                ofNetwork,
                situation.health(),
                tier -> notReadyFor(tier, now),
                app -> appAges.age(app, now),
                deadlines.app());
        ledger = Optional.of(judged);
        return !judged.equals(next);
    }

    /** Enters a phase. */
    void enter(Phase next, Instant now) {
        since = next == phase ? since : now;
        phase = next;
    }

    /** Called after a report of a readable cluster. */
    void reported(ReportInput report) {
        lastReport = Optional.of(report);
    }
}
