package io.fairlead.plan;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.StoredPart;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.pools.PoolChecks;
import io.fairlead.plan.addresses.Reservations;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Scope;
import io.fairlead.plan.target.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Computes one plan from the desired state, the state in force and the cluster. Pure: the same input gives the same
 * plan, and after a plan was carried out the next one is empty.
 */
public final class Planner {

    private final Scope scope;

    /** A planner for one module. */
    public Planner(Scope scope) {
        this.scope = scope;
    }

    /**
     * The plan towards {@code document}, or towards the last good parts if there is none.
     *
     * @param document the newest document; empty before the first
     * @param observed the cluster; never the result of a failed read
     * @param ledger the ledger in force
     */
    public Planned plan(Optional<ParsedDocument> document, Observed observed, Ledger ledger) {
        List<Problem> newer = LedgerRecovery.newer(observed, scope.moduleNamespace());
        if (!newer.isEmpty()) {
            return Planned.nothing(Target.refusingAll(document, ledger), ledger, newer);
        }
        Target chosen = AppTrials.holdingAddresses(Target.choose(document, ledger), scope, observed, ledger);
        if (!chosen.wanted().unreadable().isEmpty()) {
            return untouched(chosen, ledger);
        }
        TierServices services = new TierServices(scope, chosen, observed, ledger);
        NetworkInput input = networkInput(services, document);
        List<Problem> refusals = refusals(input, document, chosen);
        if (refusals.isEmpty()) {
            NetworkDecision network = NetworkPlanner.plan(input);
            return planApps(checkApps(services, network.pools()), network, document);
        }
        services = services.of(chosen.goingBack(refusals, ledger));
        NetworkInput back = networkInput(services, document);
        List<Problem> more = refusals(back, document, services.target());
        if (!more.isEmpty()) {
            services = services.of(chosen.refusingNetwork(
                    Stream.concat(refusals.stream(), more.stream()).toList(), ledger));
            back = back.aboutInForce();
        }
        NetworkDecision network =
                NetworkPlanner.plan(back).refusing(chosen.wanted().networkOrNone());
        return planApps(checkApps(services, network.pools()), network, document);
    }

    /**
     * Plans nothing, because texts of the ledger that this release cannot read may be the only record of a Service.
     */
    private static Planned untouched(Target target, Ledger ledger) {
        List<Problem> problems = target.wanted().unreadable().stream()
                .map(path -> new Problem(
                        path,
                        Code.UnsupportedSchema,
                        "the last good text was kept by another release and cannot be read; run that release, or send this"
                                + " part again without problems"))
                .toList();
        return Planned.nothing(target, ledger, problems);
    }

    private NetworkInput networkInput(TierServices services, Optional<ParsedDocument> document) {
        return new NetworkInput(
                services.target().wanted().networkOrNone(),
                services.target().lastGood().networkOrNone(),
                services.observed(),
                scope.metalLbNamespace(),
                services.uses(),
                services.releasing(),
                services.movable(),
                services.addresses(),
                Control.of(document).takeOwnership(),
                services.ledger());
    }

    private List<Problem> refusals(NetworkInput input, Optional<ParsedDocument> document, Target target) {
        boolean stays = (target.networkRefused() || document.isEmpty())
                && target.wanted().network().equals(target.lastGood().network());
        if (stays) {
            return List.of();
        }
        Optional<Problem> removesAll = PoolChecks.removesAll(input);
        if (removesAll.isPresent() && !Control.of(document).allowEmpty()) {
            return List.of(removesAll.get());
        }
        boolean forwards =
                input.wanted().dns().filter(dns -> !dns.forward().isEmpty()).isPresent();
        return forwards && !scope.forwards()
                ? List.of(new Problem(
                        "network.dns.forward",
                        Code.ForbiddenSetting,
                        "would send the pods' questions for a zone to servers of the twin's choice, which the module's setting"
                                + " FAIRLEAD_DNS_FORWARD forbids; leave forward out"))
                : NetworkPlanner.check(input);
    }

    /**
     * A refused app leaves its last good version in force. Other apps may conflict with that, so the checks are
     * repeated until no more are refused.
     */
    private static TierServices checkApps(TierServices services, SortedMap<String, EffectivePool> pools) {
        TierServices checked = services;
        SortedMap<String, List<Problem>> refused = refused(checked, pools);
        while (!refused.isEmpty()) {
            checked = checked.of(checked.target().refusingApps(refused, checked.ledger()));
            refused = refused(checked, pools);
        }
        return checked;
    }

    private static SortedMap<String, List<Problem>> refused(
            TierServices services, SortedMap<String, EffectivePool> pools) {
        Target target = services.target();
        SortedMap<String, List<Problem>> refused = new TreeMap<>();
        Set<Problem> known = new HashSet<>(target.problems());
        AppChecks checks = new AppChecks(services, pools);
        for (Map.Entry<String, Kept<App>> app : target.wanted().apps().entrySet()) {
            boolean isNew = !app.getValue().equals(target.lastGood().apps().get(app.getKey()));
            List<Problem> problems = isNew
                    ? checks.check(app.getValue().value())
                    : checks.guard(app.getValue().value());
            if (!known.containsAll(problems)) {
                refused.put(app.getKey(), problems);
            }
        }
        return refused;
    }

    private Planned planApps(TierServices services, NetworkDecision network, Optional<ParsedDocument> document) {
        Target target = services.target();
        Observed observed = services.observed();
        Ledger ledger = services.ledger();
        Reservations.Chosen reservations = Reservations.choose(services, network);
        Set<String> takeFrom = Control.of(document).takeOwnership();
        AreaPlan areaPlan =
                network.areaPlan().and(DnsServices.plan(services, network, reservations, !takeFrom.isEmpty()));
        AppSteps steps = AppSteps.plan(services, network.pools(), reservations, !takeFrom.isEmpty());
        Set<ObjectRef> wanted = new HashSet<>(areaPlan.objects());
        wanted.addAll(steps.objects());
        SortedMap<String, String> journal = new TreeMap<>(areaPlan.journal());
        journal.putAll(reservations.moves().journal());
        Ledger next = withTrials(
                next(
                        document,
                        services,
                        reservations,
                        Inventory.inventory(ledger, wanted, observed, MissingRights.readable(observed)),
                        journal),
                services);

        SortedMap<Stage, List<Step>> stages = new TreeMap<>(
                areaPlan.and(AreaPlan.of(Stage.PINS, steps.pins())).steps());
        Manifest written = LedgerText.manifest(next, scope.moduleNamespace());
        SortedMap<String, String> aside = LedgerRecovery.aside(observed, written, ledger);
        stages.put(Stage.LEDGER, ledgerSteps(next, written, aside, observed));
        stages.put(Stage.NAMESPACES, namespaceSteps(steps, observed));
        stages.put(Stage.FILES, steps.files());
        stages.put(Stage.WORKLOADS, steps.workloads());
        stages.put(Stage.SERVICES, steps.services());
        Set<ObjectRef> staying = new HashSet<>(wanted);
        staying.addAll(new Relocation(services).staying());
        stages.put(Stage.PRUNE, Inventory.prune(ledger, staying, observed, MissingRights.writable(observed)));

        List<Problem> problems = new ArrayList<>(target.problems());
        problems.addAll(areaPlan.problems());
        problems.addAll(reservations.problems());
        problems.addAll(steps.problems());
        problems.addAll(new MissingRights(observed, scope).problems(target.wanted(), ledger));
        problems.addAll(LedgerRecovery.problems(observed, scope.moduleNamespace(), aside, next));
        return new Planned(
                new Plan(stages).takingFrom(takeFrom),
                next,
                target.wanted(),
                target.lastGood(),
                new Planned.OfNetwork(
                        target.networkRefused(),
                        network.pools(),
                        network.draining(),
                        reservations.moves().moves(),
                        reservations.moves().underWay(network.draining())),
                new Planned.OfApps(
                        target.refusedApps(),
                        steps.waiting(),
                        Inventory.removing(next, wanted, observed),
                        steps.blocked()),
                problems,
                areaPlan.unfinished() || steps.isUnfinished());
    }

    /** The next ledger with the trials that begin, go on or end with it. */
    private Ledger withTrials(Ledger next, TierServices services) {
        Target target = services.target();
        return next.with(next.history()
                .with(Trials.next(target, services.ledger(), scope, services.observed()), target.undone())
                .with(AppTrials.next(target, services.ledger(), scope, services.observed())));
    }

    private static Ledger next(
            Optional<ParsedDocument> document,
            TierServices services,
            Reservations.Chosen reservations,
            SortedMap<ObjectRef, String> inventory,
            SortedMap<String, String> journal) {
        Target target = services.target();
        Ledger ledger = services.ledger();
        Optional<StoredPart> network = target.wanted().network().map(Kept::stored);
        SortedMap<String, StoredPart> apps = new TreeMap<>();
        target.wanted().apps().forEach((id, kept) -> apps.put(id, kept.stored()));
        boolean changed = !network.equals(ledger.network()) || !apps.equals(ledger.apps());
        long rollbackTo = Control.of(document).rollbackTo();
        return new Ledger(
                ledger.revision() + (changed ? 1 : 0),
                changed
                        ? document.map(ParsedDocument::version).orElse(ledger.documentVersion())
                        : ledger.documentVersion(),
                network,
                apps,
                reservations.byTier(),
                inventory,
                journal,
                changed && ledger.documentVersion() > 0
                        ? ledger.history().with(ledger.asRevision(), rollbackTo)
                        : ledger.history());
    }

    private List<Step> ledgerSteps(Ledger next, Manifest written, SortedMap<String, String> aside, Observed observed) {
        Manifest manifest = aside.isEmpty() ? written : LedgerText.manifest(next, scope.moduleNamespace(), aside);
        Optional<LiveObject> before = observed.find(manifest.ref());
        boolean same = before.filter(live -> LedgerText.isSame(live, manifest)).isPresent();
        boolean nothing = before.isEmpty() && next.equals(Ledger.EMPTY);
        return same || nothing
                ? List.of()
                : List.of(new Step.Apply(manifest, true, Path.LEDGER, "revision " + next.revision()));
    }

    /** Creates the namespaces of the steps if they are missing. */
    private static List<Step> namespaceSteps(AppSteps steps, Observed observed) {
        boolean known = observed.stream("Namespace").findAny().isPresent(); // A readable cluster always has some.
        return steps.namespaces().stream()
                .map(ObjectRef::namespace)
                .filter(ref -> known && observed.find(ref).isEmpty())
                .<Step>map(
                        ref -> new Step.Apply(Manifest.labelled(ref, Map.of()), false, Path.APPS, "namespace of apps"))
                .toList();
    }
}
