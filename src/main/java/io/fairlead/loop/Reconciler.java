package io.fairlead.loop;

import io.fairlead.desired.DesiredParser;
import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.loop.Cluster.Starting;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Ledger;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Phase;
import io.fairlead.model.Plan;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import io.fairlead.plan.Planned;
import io.fairlead.plan.Planner;
import io.fairlead.plan.target.Scope;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop. The thread that calls {@link #run} owns all of its state; other threads only ring the {@link Wake}. */
public final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** The longest wait. Health deadlines and new rights are noticed at most this late. */
    private static final Duration RESYNC = Duration.ofSeconds(10);

    /** The wait while the cluster was not read yet. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** The shortest wait, so that a burst of watch events causes only one cycle. */
    private static final Duration BREATH = Duration.ofMillis(15);

    private final TwinSource twin;
    private final Cluster cluster;
    private final Reporter reporter;
    private final Requests requests;
    private final Scope scope;
    private final Planner planner;
    private final Reporting reporting;
    private final SteadyClock clock;
    private final LoopState state;
    private final Pace pace = new Pace(RESYNC);
    private Platform platform = Platform.AzureStackEdge;
    private @Nullable TwinDocument lastDocument;
    private @Nullable TwinDocument faultyDocument;
    private Instant faultyUntil;
    private boolean progressed;
    private List<Problem> logged = List.of();
    private Optional<ParsedDocument> lastParsed = Optional.empty();

    /**
     * A loop over these ports.
     *
     * @param deadlines how long tiers are waited for
     */
    public Reconciler(Ports ports, Scope scope, ModuleInfo module, Deadlines deadlines, SteadyClock clock) {
        this.twin = ports.twin();
        this.cluster = ports.cluster();
        this.reporter = ports.reporter();
        this.requests = ports.requests();
        this.scope = scope;
        this.planner = new Planner(scope);
        this.reporting = new Reporting(module);
        this.clock = clock;
        this.state = new LoopState(clock.now(), deadlines);
        this.faultyUntil = clock.now();
    }

    /**
     * Runs cycles until the thread is interrupted. An error in a cycle is logged and reported, and does not end the
     * loop. If the loop ends for any other reason than an interrupt, the exception is thrown.
     */
    public void run(Wake wake) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = turn();
                Thread.sleep(BREATH);
                wake.await(wait);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One cycle: document and cluster → plan → writes → report.
     *
     * @return the wait before the next cycle, unless something happens first
     */
    Duration cycle() {
        Instant now = clock.now();
        state.systemIsAhead(clock.systemAhead());
        Optional<ParsedDocument> read = parsed(twin.latest(), now);
        Observation observation = cluster.observe();
        if (observation instanceof Starting) {
            return MOMENT;
        }
        Optional<ParsedDocument> newest = isAnotherPlatform(observation) ? parsed(twin.latest(), now) : read;
        if (observation instanceof Blind blind) {
            requests.tell(Optional.empty());
            state.enter(Phase.Blind, now);
            tell(reporting.unseen(newest, blind.problem(), state));
            return RESYNC;
        }
        Observed observed = ((Seen) observation).observed();
        Ledger ledger = requests.over(state.ledger(observed, scope.moduleNamespace()), newest);
        Optional<ParsedDocument> document = Requests.held(newest, ledger);
        state.seeing(document, requests.takeReconcile());
        Planned planned = planner.plan(document, observed, ledger);
        Control control = Control.of(document);
        Plan due = control.paused() ? Plan.NOTHING : state.retries().due(planned.plan(), now);
        if (!due.isEmpty() && state.isNew(document)) {
            Situation begun = Situation.judge(document, planned, observed, state, scope, now)
                    .begun();
            state.enter(begun.phase(), now);
            report(begun);
        }
        List<Outcome> outcomes = execute(due, planned);
        if (!control.paused()) {
            state.carriedOut(planned, outcomes, clock.now());
        }
        Observed after = outcomes.isEmpty() ? observed : seen(observed);
        Situation situation = Situation.judge(document, planned, after, state, scope, clock.now());
        boolean decided = state.judged(situation, clock.now());
        report(situation);
        requests.tell(state.lastReport()
                .map(report -> new LoopSnapshot(
                        newest,
                        after,
                        state.ledger(after, scope.moduleNamespace()),
                        report.workloads().apps())));
        progressed |= outcomes.stream().anyMatch(outcome -> outcome instanceof Outcome.Done);
        if (!outcomes.isEmpty() || decided) {
            return Duration.ZERO;
        }
        Instant end = clock.now();
        Optional<Instant> retry =
                control.paused() ? Optional.empty() : state.retries().next(end);
        return Stream.of(retry, state.nextReady(end))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(this::until)
                .orElse(RESYNC);
    }

    /**
     * Whether the cluster turns out to be of another platform than assumed, so that the document must be parsed again.
     */
    private boolean isAnotherPlatform(Observation observation) {
        boolean another = observation instanceof Seen seen && seen.observed().platform() != platform;
        if (another) {
            platform = ((Seen) observation).observed().platform();
            lastDocument = null;
        }
        return another;
    }

    /** One cycle, including its errors and its pace. */
    Duration turn() {
        boolean spun = pace.spins();
        progressed = false;
        long start = System.nanoTime();
        Duration wait = pace.wait(survived(), progressed, clock.now());
        reporter.cycled(Duration.ofNanos(System.nanoTime() - start));
        if (pace.spins() && !spun) {
            LOG.error(
                    "{}: an error in the module: many cycles in a minute that wrote nothing and had nothing new to read; from"
                            + " now on one in {} s",
                    Code.ModuleFault,
                    wait.toSeconds());
        }
        return wait;
    }

    private Duration survived() {
        try {
            return cycle();
        } catch (RuntimeException | Error fault) {
            LOG.error("{}: an error in the module: a cycle failed; the last good state stays", Code.ModuleFault, fault);
            state.enter(Phase.Degraded, clock.now());
            report(fault);
            return RESYNC;
        }
    }

    private void report(Situation situation) {
        ReportInput report = reporting.seen(situation, state);
        tell(report);
        state.reported(report);
    }

    /** Sends the report, and logs problems that are new or gone. */
    private void tell(ReportInput report) {
        List<Problem> now = report.problems();
        now.stream()
                .filter(problem -> !logged.contains(problem))
                .forEach(problem -> LOG.warn("twin version {}: {}", report.desiredVersion(), problem));
        logged.stream()
                .filter(before -> now.stream()
                        .noneMatch(problem -> problem.code() == before.code()
                                && problem.path().equals(before.path())))
                .forEach(problem -> LOG.info(
                        "twin version {}: {}: {}: no longer", report.desiredVersion(), problem.path(), problem.code()));
        logged = now;
        reporter.report(Reports.build(report));
    }

    /** Reports an error. A failure to report it must not end the loop either. */
    private void report(Throwable fault) {
        try {
            tell(reporting.faulted(lastParsed, Faults.ofCycle(fault), state));
        } catch (RuntimeException | Error again) {
            LOG.error("{}: an error in the module: nor could this be reported", Code.ModuleFault, again);
        }
    }

    /** The parsed document. It is kept once parsed; after an error in the module it is parsed again at intervals. */
    private Optional<ParsedDocument> parsed(Optional<TwinDocument> document, Instant now) {
        boolean known = document.isEmpty() || document.get().equals(lastDocument);
        if (known || (document.get().equals(faultyDocument) && now.isBefore(faultyUntil))) {
            return lastParsed;
        }
        TwinDocument next = document.get();
        progressed |= !next.equals(faultyDocument);
        try {
            ParsedDocument parsed = DesiredParser.parse(next.version(), next.desired(), platform);
            lastParsed = Optional.of(parsed);
            lastDocument = next;
            faultyDocument = null;
            LOG.info(
                    "twin version {}: {} problems in the document",
                    next.version(),
                    parsed.problems().size());
        } catch (RuntimeException | Error fault) {
            LOG.error("{}: an error in the module as it read twin version {}", Code.ModuleFault, next.version(), fault);
            Control control = Control.of(lastParsed);
            lastParsed = Optional.of(Faults.refused(next, fault, control));
            lastDocument = null;
            faultyDocument = next;
            faultyUntil = now.plus(RESYNC);
        }
        return lastParsed;
    }

    private List<Outcome> execute(Plan due, Planned planned) {
        if (due.isEmpty()) {
            return List.of();
        }
        long version = planned.ledger().documentVersion();
        LOG.info(
                "twin version {}: {} steps\n{}",
                version,
                due.steps().size(),
                due.print().stripTrailing());
        return cluster.execute(due);
    }

    private Observed seen(Observed before) {
        return cluster.observe() instanceof Seen seen ? seen.observed() : before;
    }

    private Duration until(Instant at) {
        Duration wait = Duration.between(clock.now(), at);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(RESYNC) < 0 ? wait : RESYNC;
    }
}
