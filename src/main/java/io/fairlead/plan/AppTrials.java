package io.fairlead.plan;

import io.fairlead.address.Address;
import io.fairlead.model.App;
import io.fairlead.model.AppReturns;
import io.fairlead.model.AppTrial;
import io.fairlead.model.Code;
import io.fairlead.model.Ledger;
import io.fairlead.model.Observed;
import io.fairlead.model.OnFailure;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.StoredPart;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.model.Undone;
import io.fairlead.plan.addresses.TierServices;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Scope;
import io.fairlead.plan.target.Target;
import io.fairlead.workload.TierObjects;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a new version of an app with {@code onFailure: rollBack} is good. From the change on it is on trial: it has proven
 * good when the tiers that were Ready before it are Ready for a while, and is undone when one of them is not for as long, of a
 * cause that a version can have. Only a version of which all tiers were Ready is gone back to.
 */
public final class AppTrials {

    /** Why a version cannot work, in the words of the pods or of the API server. More time does not help it. */
    private static final Set<Code> NAMED =
            EnumSet.of(Code.ImagePull, Code.CrashLoop, Code.Unschedulable, Code.ForbiddenSetting);

    /** A version can be the cause of these too. What the network, rights or an absent controller do is no reason to undo one. */
    private static final Set<Code> UNNAMED = EnumSet.of(Code.NoEndpoints, Code.DeadlineExceeded);

    private AppTrials() {}

    /**
     * How long a version has been in force.
     *
     * @param inForce how long, while no node came, went or failed
     * @param ready how long all tiers of its trial have been Ready, without a break
     */
    public record Age(Duration inForce, Duration ready) {}

    /** What is known of the apps that go with {@code target}: a changed version begins a trial, the last good one ends it. */
    static AppReturns next(Target target, Ledger ledger, Scope scope, Observed observed) {
        SortedMap<String, AppTrial> trials = new TreeMap<>();
        target.wanted().apps().forEach((id, after) -> {
            Kept<App> before = target.lastGood().apps().get(id);
            if (before != null) {
                Optional<AppTrial> running =
                        Optional.ofNullable(ledger.history().apps().trials().get(id));
                Optional<AppTrial> next = after.equals(before)
                        ? running
                        : begun(after, ledger, running.or(() -> good(before, target, ledger, scope, observed)));
                next.ifPresent(trial -> trials.put(id, trial));
            }
        });
        return new AppReturns(trials, target.undoneApps());
    }

    private static Optional<AppTrial> begun(Kept<App> after, Ledger ledger, Optional<AppTrial> known) {
        if (known.isEmpty() || after.value().onFailure() != OnFailure.ROLL_BACK) {
            return Optional.empty();
        }
        StoredPart good = known.get().lastGood();
        SortedSet<String> tiers = new TreeSet<>(known.get().tiers());
        tiers.retainAll(withPods(after.value()));
        return tiers.isEmpty() || good.json().equals(after.stored().json())
                ? Optional.empty()
                : Optional.of(new AppTrial(ledger.revision() + 1, good, tiers));
    }

    /** The version in force, where it is good: one that was gone back to, or of which all tiers are Ready now. */
    private static Optional<AppTrial> good(
            Kept<App> version, Target target, Ledger ledger, Scope scope, Observed observed) {
        String id = version.value().id();
        boolean isReturned = ledger.history().apps().undone().containsKey(id) && !ledger.isReturning(id);
        boolean isGood = isReturned
                || HealthContext.atFirst(target.lastGood(), ledger, scope, observed)
                        .of(List.of(version))
                        .values()
                        .stream()
                        .allMatch(health -> health.phase() == TierPhase.Ready);
        return isGood
                ? Optional.of(new AppTrial(ledger.revision(), version.stored(), withPods(version.value())))
                : Optional.empty();
    }

    private static SortedSet<String> withPods(App app) {
        return app.tiers().entrySet().stream()
                .filter(tier -> tier.getValue().replicas() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The ledger after a look at the tiers: the same while trials go on, without those whose version is good, with what is to
     * be undone where one is not.
     *
     * @param ledger the ledger in force
     * @param health each tier now
     * @param notReadyFor how long a tier has not been Ready
     * @param age how long the version of an app has been in force
     * @param deadline how long a tier may be without being Ready
     */
    public static Ledger judged(
            Ledger ledger,
            SortedMap<TierId, TierHealth> health,
            Function<TierId, Duration> notReadyFor,
            Function<String, Age> age,
            Duration deadline) {
        if (ledger.history().apps().trials().isEmpty()) {
            return ledger;
        }
        SortedMap<String, AppTrial> trials =
                new TreeMap<>(ledger.history().apps().trials());
        SortedMap<String, Undone> undone = new TreeMap<>(ledger.history().apps().undone());
        ledger.history().apps().trials().forEach((id, trial) -> {
            SortedMap<TierId, TierHealth> down = notReady(id, trial, health);
            if (ledger.isReturning(id)) {
                if (down.isEmpty()) {
                    undone.remove(id);
                }
                return;
            }
            if (down.isEmpty() && age.apply(id).ready().compareTo(deadline) >= 0) {
                trials.remove(id);
                return;
            }
            Function<TierId, Duration> time =
                    tier -> shorter(notReadyFor.apply(tier), age.apply(id).inForce());
            down.entrySet().stream()
                    .filter(tier -> isLate(tier.getValue(), time.apply(tier.getKey()), deadline))
                    .findFirst()
                    .ifPresent(broken -> undone.put(id, undone(ledger, trial, broken, time.apply(broken.getKey()))));
        });
        return ledger.with(ledger.history().with(new AppReturns(trials, undone)));
    }

    /** The tiers of a trial that are not Ready. */
    public static SortedMap<TierId, TierHealth> notReady(
            String app, AppTrial trial, SortedMap<TierId, TierHealth> health) {
        SortedMap<TierId, TierHealth> down = new TreeMap<>();
        health.forEach((tier, judged) -> {
            boolean isOnTrial = tier.app().equals(app) && trial.tiers().contains(tier.tier());
            if (isOnTrial && judged.phase() != TierPhase.Ready) {
                down.put(tier, judged);
            }
        });
        return down;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Whether a version had its time. If the cluster names the cause, the deadline counts; if not, a large image may still be
     * on its way, and Kubernetes' own deadline for a rollout counts too.
     */
    private static boolean isLate(TierHealth health, Duration time, Duration deadline) {
        Optional<Code> code = health.code();
        boolean isRolledOut = time.compareTo(Duration.ofSeconds(TierObjects.PROGRESS_DEADLINE)) >= 0;
        return time.compareTo(deadline) >= 0
                && (code.filter(NAMED::contains).isPresent()
                        || (isRolledOut && code.filter(UNNAMED::contains).isPresent()));
    }

    private static Undone undone(Ledger ledger, AppTrial trial, Map.Entry<TierId, TierHealth> broken, Duration time) {
        TierId tier = broken.getKey();
        TierHealth health = broken.getValue();
        StoredPart version = Objects.requireNonNull(ledger.apps().get(tier.app()));
        String message = "revision " + trial.revision() + " (twin version " + version.version() + ") is undone: " + tier
                + " was Ready before it and has not been for " + time.toSeconds() + " s since ("
                + health.code().orElseThrow() + ": " + health.message() + "). The app of twin version "
                + trial.lastGood().version() + " is in force again, until "
                + Path.app(tier.app()).text() + " changes in the twin";
        return new Undone(trial.revision(), version.json(), message);
    }

    /**
     * The same target with each version that is to be undone still in force where the last good one would take an address from
     * a Service that has it, or end that Service.
     */
    static Target holdingAddresses(Target target, Scope scope, Observed observed, Ledger ledger) {
        List<String> returning = target.undoneApps().keySet().stream()
                .filter(ledger::isReturning)
                .filter(app -> !target.isUnchanged(app))
                .toList();
        if (returning.isEmpty()) {
            return target;
        }
        TierServices after = new TierServices(scope, target, observed, ledger);
        Target held = target;
        for (String app : returning) {
            TierServices before = after.of(target.refusingApps(List.of(app), List.of()));
            List<Problem> taken = before.external().stream()
                    .filter(tier -> tier.id().app().equals(app))
                    .flatMap(tier -> taken(tier, before, after).stream())
                    .toList();
            held = taken.isEmpty() ? held : held.refusingApps(List.of(app), taken.subList(0, 1));
        }
        return held;
    }

    private static Optional<Problem> taken(Tier tier, TierServices before, TierServices after) {
        Optional<Tier> then = after.external().stream()
                .filter(other -> other.id().equals(tier.id()))
                .findFirst();
        return before.current(tier)
                .filter(address -> then.filter(good -> keeps(good, tier, address, before, after))
                        .isEmpty())
                .map(address -> new Problem(
                        Path.app(tier.id().app()).text(),
                        Code.AddressInUse,
                        "a version that did not become Ready is still in force, because the one before would take "
                                + address + " from " + before.refs(tier).get(0) + "; send another version of the app"));
    }

    private static boolean keeps(Tier good, Tier tier, Address has, TierServices before, TierServices after) {
        return after.refs(good).equals(before.refs(tier))
                && good.share().equals(tier.share())
                && (good.pool().isEmpty() || good.pool().equals(tier.pool()))
                && good.address().filter(asked -> !asked.equals(has)).isEmpty()
                && Optional.ofNullable(after.ledger().reservations().get(tier.id()))
                        .map(Reservation::address)
                        .equals(Optional.of(has));
    }
}
