package io.fairlead.plan;

import io.fairlead.health.TierJudge;
import io.fairlead.health.TierView;
import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.LoadBalancer.Announcements;
import io.fairlead.model.Observed;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.network.Draining;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.plan.target.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the health of a tier depends on, the same for all tiers.
 *
 * @param scope the namespaces
 * @param observed the cluster
 * @param reservations the address reserved for each tier
 * @param pools the pools in force
 * @param draining the addresses that leave their pools
 * @param notReadyFor how long a tier has not been Ready
 */
public record HealthContext(
        Scope scope,
        Observed observed,
        Map<TierId, Reservation> reservations,
        Collection<Pool> pools,
        Draining draining,
        Function<TierId, Duration> notReadyFor) {

    /** The context of a first look at the tiers of {@code parts}: none has waited, and no address leaves its pool. */
    static HealthContext atFirst(Parts parts, Ledger ledger, Scope scope, Observed observed) {
        return new HealthContext(
                scope,
                observed,
                ledger.reservations(),
                parts.networkOrNone().pools().values(),
                Draining.NONE,
                tier -> Duration.ZERO);
    }

    /** The health of every tier of {@code apps}. */
    public SortedMap<TierId, TierHealth> of(Collection<Kept<App>> apps) {
        SortedMap<TierId, TierHealth> health = new TreeMap<>();
        Announcements announcements = observed.loadBalancer().announcements(observed);
        for (Kept<App> app : apps) {
            app.value().tiers().values().forEach(tier -> health.put(tier.id(), of(tier, app.value(), announcements)));
        }
        return health;
    }

    private TierHealth of(Tier tier, App app, Announcements announcements) {
        Optional<Reservation> reservation = Optional.ofNullable(reservations.get(tier.id()));
        return TierJudge.judge(new TierView(
                tier,
                app,
                scope.namespace(app),
                observed,
                announcements,
                reservation,
                pool(tier, reservation),
                notReadyFor.apply(tier.id())));
    }

    /** The pool that the tier names, else the pool of its address. */
    private Optional<Pool> pool(Tier tier, Optional<Reservation> reservation) {
        Optional<String> leaves = reservation.flatMap(kept -> draining.pool(kept.address()));
        if (leaves.isPresent()) {
            return pool(leaves.get()).map(pool -> pool.with(draining.addresses(leaves.get())));
        }
        return tier.pool()
                .flatMap(this::pool)
                .or(() -> reservation.flatMap(kept -> pools.stream()
                        .filter(pool -> pool.gives(kept.address()))
                        .findFirst()));
    }

    private Optional<Pool> pool(String id) {
        return pools.stream().filter(pool -> pool.id().equals(id)).findFirst();
    }
}
