package io.fairlead.plan;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.StoredPart;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.model.Trial;
import io.fairlead.model.Undone;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Scope;
import io.fairlead.plan.target.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The trial of a changed network part. It passes when the tiers that were reachable before stay reachable for a while.
 * It fails, and the change is undone, when one of them is unreachable for that long for a cause that a network part can
 * have. Other causes do not undo it.
 */
public final class Trials {

    private static final String EXCLUDED = "node.kubernetes.io/exclude-from-external-load-balancers";

    private Trials() {}

    /** The trial for {@code target}: started by a changed network part, ended when the last good one is back. */
    static Optional<Trial> next(Target target, Ledger ledger, Scope scope, Observed observed) {
        Optional<Trial> running = ledger.history().trial();
        Optional<StoredPart> before = ledger.network();
        Optional<StoredPart> after = target.wanted().network().map(Kept::stored);
        if (after.equals(before)) {
            return running.flatMap(trial -> with(trial, trial.revision(), trial.tiers(), target));
        }
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        StoredPart lastGood = running.map(Trial::lastGood).orElse(before.get());
        if (after.get().json().equals(lastGood.json())) {
            return Optional.empty();
        }
        SortedSet<TierId> tiers = reachable(target.lastGood(), ledger, scope, observed);
        running.ifPresent(trial -> tiers.addAll(trial.tiers()));
        Trial begun = running.orElseGet(() -> new Trial(0, lastGood, new TreeSet<>(), nodes(observed)));
        return with(begun, ledger.revision() + 1, tiers, target);
    }

    /** A tier whose app changes proves nothing any more. Without tiers the trial ends. */
    private static Optional<Trial> with(Trial trial, long revision, SortedSet<TierId> tiers, Target target) {
        SortedSet<TierId> witnesses = new TreeSet<>(tiers);
        witnesses.removeIf(tier -> !target.isUnchanged(tier.app()));
        return witnesses.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trial(revision, trial.lastGood(), witnesses, trial.nodes()));
    }

    private static SortedSet<TierId> reachable(Parts parts, Ledger ledger, Scope scope, Observed observed) {
        SortedMap<TierId, TierHealth> health = HealthContext.atFirst(parts, ledger, scope, observed)
                .of(parts.apps().values());
        return parts.apps().values().stream()
                .map(Kept::value)
                .map(App::tiers)
                .flatMap(tiers -> tiers.values().stream())
                .filter(Tier::isExternal)
                .map(Tier::id)
                .filter(tier -> isReady(health, tier))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The ledger after a look at the tiers: unchanged while the trial goes on, without the trial once it passed, and
     * with the network part to undo once it failed.
     *
     * @param ledger the ledger in force
     * @param health the health of each tier now
     * @param observed the cluster now
     * @param notReadyFor how long a tier has not been Ready
     * @param age how long the network part has been completely in force
     * @param deadline how long a tier may be unreachable; zero if nothing is ever undone
     */
    public static Ledger judged(
            Ledger ledger,
            SortedMap<TierId, TierHealth> health,
            Observed observed,
            Function<TierId, Duration> notReadyFor,
            Duration age,
            Duration deadline) {
        if (ledger.history().trial().isEmpty()) {
            return ledger;
        }
        Trial trial = ledger.history().trial().get();
        SortedMap<TierId, TierHealth> down = new TreeMap<>(health);
        down.keySet().retainAll(trial.tiers());
        down.values().removeIf(tier -> tier.phase() == TierPhase.Ready);
        if (ledger.isNetworkReturning()) {
            return down.isEmpty() ? ledger.with(ledger.history().with(Optional.of(trial), Optional.empty())) : ledger;
        }
        Predicate<TierId> lasting = tier -> notReadyFor.apply(tier).compareTo(deadline) >= 0;
        Optional<Map.Entry<TierId, TierHealth>> broken = down.entrySet().stream()
                .filter(tier -> lasting.test(tier.getKey()))
                .filter(tier ->
                        tier.getValue().code().filter(Code::canComeFromNetwork).isPresent())
                .findFirst()
                .filter(tier -> !deadline.isZero() && nodes(observed).equals(trial.nodes()));
        if (broken.isPresent()) {
            Undone undone = undone(ledger, trial, broken.get(), down.size() - 1, deadline);
            return ledger.with(ledger.history().with(Optional.of(trial), Optional.of(undone)));
        }
        boolean over = age.compareTo(deadline) >= 0 && down.keySet().stream().allMatch(lasting);
        return over || deadline.isZero()
                ? ledger.with(
                        ledger.history().with(Optional.empty(), ledger.history().undone()))
                : ledger;
    }

    private static Undone undone(
            Ledger ledger, Trial trial, Map.Entry<TierId, TierHealth> broken, int more, Duration deadline) {
        TierHealth health = broken.getValue();
        StoredPart network = ledger.network().orElseThrow();
        String others = more == 0 ? "" : " and " + more + " more";
        String message = "revision " + trial.revision() + " (twin version " + network.version() + ") is undone: "
                + broken.getKey()
                + others + " could be reached before it, but not for " + deadline.toSeconds() + " s after it ("
                + health.code().orElseThrow() + ": " + health.message() + "). The network part of twin version "
                + trial.lastGood().version() + " is in force again, until the twin's network part changes";
        return new Undone(trial.revision(), network.json(), message);
    }

    /** The state of each node. A node that fails or is excluded may be the reason why nobody announces an address, or why a tier has no pod. */
    public static SortedMap<String, String> nodes(Observed observed) {
        SortedMap<String, String> nodes = new TreeMap<>();
        for (LiveObject node : observed.ofKind("Node")) {
            nodes.put(
                    node.ref().name(),
                    (isReady(node) ? "Ready" : "not Ready")
                            + (node.label(EXCLUDED).isPresent() ? ", excluded from load balancers" : ""));
        }
        return nodes;
    }

    private static boolean isReady(SortedMap<TierId, TierHealth> health, TierId tier) {
        TierHealth judged = health.get(tier);
        return judged != null && judged.phase() == TierPhase.Ready;
    }

    private static boolean isReady(LiveObject node) {
        return node.body().each("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals(Optional.of("Ready"))
                        && condition.text("status").equals(Optional.of("True")));
    }
}
