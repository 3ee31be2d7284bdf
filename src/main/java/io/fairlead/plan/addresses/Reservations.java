package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.AddressMove;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Stage;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.balancers.Balancers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Chooses the address of every external tier: the one that the twin requests, else the reserved one, else the one that
 * its Service has, else the lowest free one of its pool. A chosen address stays.
 */
public final class Reservations {

    private final TierServices services;
    private final FreeAddresses free;
    private final Taken taken;
    private final NetworkDecision network;
    private final SortedMap<TierId, Reservation> chosen = new TreeMap<>();
    private final Set<TierId> without = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private Reservations(TierServices services, NetworkDecision network) {
        this.services = services;
        this.free = services.free(network.pools());
        this.taken = free.taken(services.claimed(service -> false));
        this.network = network;
    }

    /**
     * The result.
     *
     * @param byTier the address reserved for each external tier that could be given one
     * @param moves the moves of {@code onShrink: reassign}, including that of this plan
     * @param without the tiers that get no address in this plan: none is free, or another pool must lose it first
     * @param problems the same as problems
     */
    public record Chosen(
            SortedMap<TierId, Reservation> byTier, Reassignment moves, Set<TierId> without, List<Problem> problems) {}

    public static Chosen choose(TierServices services, NetworkDecision network) {
        Reservations reservations = new Reservations(services, network);
        Reassignment moves = Reassignment.of(services, network.draining());
        KeptAddresses.of(services, reservations::isStillFree, reservations::staysIn)
                .forEach(reservations::keep);
        services.sharingGroups().stream().filter(reservations::isLost).forEach(reservations::leave);
        services.dns().kept().ifPresent(reservations.taken::add);
        // While a pool changes, a waiting Service created by others may get the address that would be chosen.
        boolean poolsRest = network.areaPlan().steps().entrySet().stream()
                .allMatch(
                        stage -> stage.getKey() == Stage.DNS || stage.getValue().isEmpty());
        Reassignment moved = moves.next()
                .filter(next -> poolsRest)
                .map(next -> reservations.move(next, moves))
                .orElse(moves);
        reservations.unserved().filter(reservations::isExposed).forEach(reservations::take);
        reservations.unserved().forEach(reservations::take);
        return new Chosen(reservations.chosen, moved, reservations.without, reservations.problems);
    }

    private Stream<SharingGroup> unserved() {
        return services.sharingGroups().stream()
                .filter(group -> !chosen.containsKey(group.first().id()));
    }

    private boolean isExposed(SharingGroup group) {
        return group.tiers().stream().anyMatch(services::isExposed);
    }

    private void choose(SharingGroup group, Address address) {
        group.tiers().forEach(tier -> keep(tier.id(), new Reservation(address, false)));
    }

    private void keep(TierId tier, Reservation reservation) {
        Optional.ofNullable(chosen.put(tier, reservation))
                .map(Reservation::address)
                .ifPresent(taken::remove);
        taken.add(reservation.address());
    }

    private void take(SharingGroup group) {
        Tier tier = group.first();
        List<EffectivePool> candidates = candidates(tier);
        boolean known = services.observed().access(Area.SERVICES) != Access.NONE; // who has which address
        if (tier.address().isEmpty() && (candidates.isEmpty() || !known)) {
            if (network.changesPools()) { // It could choose an address that a pool is about to lose.
                leave(group);
            }
            return; // The load balancer chooses, and the tier keeps that address.
        }
        services.claimed(group).forEach(taken::remove); // Their own claims do not block them.
        Optional<Address> address = mayTakeOne(group)
                ? tier.address().isPresent()
                        ? tier.address().filter(network::isSafe)
                        : requested(group, candidates).or(() -> free.lowestOfAll(candidates, taken))
                : Optional.empty();
        boolean isComing = address.isEmpty() && isComing(tier, candidates);
        services.claimed(group).forEach(taken::add);
        address.ifPresentOrElse(found -> choose(group, found), () -> leave(group));
        if (address.isEmpty() && !isComing) {
            problems.add(noneFree(group, candidates, ""));
        }
    }

    /** Leaves the Services of these tiers as they are in this plan. */
    private void leave(SharingGroup group) {
        group.tiers().forEach(tier -> without.add(tier.id()));
    }

    /**
     * A free address that a Service of these tiers requests already: the load balancer gives it as soon as a pool has it,
     * also a pool that it takes no other address of unasked.
     */
    private Optional<Address> requested(SharingGroup group, List<EffectivePool> candidates) {
        List<EffectivePool> from = group.first().pool().isPresent() ? candidates : free.pools();
        return group.tiers().stream()
                .flatMap(services::live)
                .flatMap(service -> Balancers.asked(service.body()))
                .filter(address -> !taken.has(address) && from.stream().anyMatch(each -> each.givesNow(address)))
                .findFirst();
    }

    /** Whether a Service that is yet to get the kept address would lose it again in this plan, with its pool. */
    private boolean isLost(SharingGroup group) {
        return network.changesPools()
                && Optional.ofNullable(chosen.get(group.first().id()))
                        .map(Reservation::address)
                        .filter(address -> !network.isSafe(address)
                                && AddressUse.of(services.observed(), address)
                                        .allMatch(service -> isOf(group, service) && !isWanted(group, service)))
                        .isPresent();
    }

    /** Whether {@code service} is a desired Service of these tiers, under its present name. */
    private boolean isWanted(SharingGroup group, ObjectRef service) {
        return group.tiers().stream().anyMatch(tier -> services.refs(tier).contains(service));
    }

    /** Whether no pool loses the address in this plan: none is about to lose it, or a Service has it. */
    private boolean staysIn(Address address) {
        return network.isSafe(address)
                || AddressUse.of(services.observed(), address).findAny().isPresent();
    }

    /** Whether an address only waits for another pool to lose it. */
    private boolean isComing(Tier tier, List<EffectivePool> candidates) {
        return tier.address().isPresent()
                ? !network.isSafe(tier.address().get())
                : free.leaveEnough(taken)
                        && candidates.stream().anyMatch(pool -> pool.willHave(free -> !taken.has(free)));
    }

    /**
     * Whether an address that was chosen for them, but not given yet, can still be given. Where no pool is a candidate, one
     * may have it whose object cannot be read, or that gives it only to those that name it.
     */
    private boolean isStillFree(SharingGroup group, Address address) {
        List<EffectivePool> from = candidates(group.first());
        boolean isOfAPool = from.isEmpty()
                ? group.first().address().isPresent() || free.pools().stream().anyMatch(pool -> pool.gives(address))
                : from.stream().anyMatch(pool -> pool.mayGive(address));
        return isOfAPool && AddressUse.of(services.observed(), address).allMatch(service -> isOf(group, service));
    }

    private boolean isOf(SharingGroup group, ObjectRef service) {
        return services.owner(service).filter(tier -> group.has(tier.id())).isPresent();
    }

    /** Chooses another address for tiers whose pool loses theirs; only one that the live pool already has. */
    private Reassignment move(SharingGroup group, Reassignment moves) {
        Address from = Objects.requireNonNull(chosen.get(group.first().id())).address();
        List<EffectivePool> candidates = candidates(group.first());
        services.claimed(group).forEach(taken::remove);
        Optional<Address> to =
                free.lowest(candidates, taken, (pool, address) -> pool.live().contains(address));
        services.claimed(group).forEach(taken::add);
        to.ifPresentOrElse(
                address -> choose(group, address),
                () -> problems.add(noneFree(group, candidates, "; it keeps " + from + ", which is to leave its pool")));
        return to.map(address -> moves.with(group, new AddressMove(from, address)))
                .orElse(moves);
    }

    private Problem noneFree(SharingGroup group, List<EffectivePool> candidates, String so) {
        boolean alone = group.tiers().size() == 1;
        return new Problem(
                alone
                        ? group.first().path()
                        : Path.app(group.first().id().app()).text(),
                Code.PoolExhausted, // The report merges equal problems of several tiers.
                free.none(alone ? "" : group.toString(), candidates) + so
                        + "; add addresses to the pool or remove an app");
    }

    /**
     * Whether enough addresses stay free, over all pools, after {@code group} took one. A Service that is already
     * exposed gets the next address in any case.
     */
    private boolean mayTakeOne(SharingGroup group) {
        return isExposed(group) || free.leaveEnough(taken);
    }

    private List<EffectivePool> candidates(Tier tier) {
        return free.candidates(tier.pool());
    }
}
