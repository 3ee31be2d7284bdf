package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.AddressMove;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import io.fairlead.network.AddressUse;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address that each external tier keeps. A tier with an address never ends without one: it keeps its own, or gets
 * the requested one instead. If tiers stop sharing, those that stay with their key keep the address. If tiers begin to
 * share, they use the address of those that had the key, else that of the first.
 */
final class KeptAddresses {

    private final TierServices services;
    private final BiPredicate<SharingGroup, Address> mayStillTake;
    private final Predicate<Address> staysIn;
    private final Map<Address, Long> named;
    private final Map<Address, Set<TierId>> users;
    private final SortedMap<TierId, AddressMove> moves;
    private final Set<Address> taken = new HashSet<>();
    private final SortedMap<TierId, Reservation> kept = new TreeMap<>();

    private KeptAddresses(
            TierServices services, BiPredicate<SharingGroup, Address> mayStillTake, Predicate<Address> staysIn) {
        this.services = services;
        this.mayStillTake = mayStillTake;
        this.staysIn = staysIn;
        this.named = services.sharingGroups().stream()
                .flatMap(group -> group.first().address().stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        this.users = new HashMap<>();
        services.external()
                .forEach(tier -> services.current(tier)
                        .filter(address -> !services.asksForAnother(tier, address))
                        .ifPresent(address -> users.computeIfAbsent(address, any -> new HashSet<>())
                                .add(tier.id())));
        this.moves = Reassignment.inForce(services).orElseGet(TreeMap::new);
    }

    /**
     * @param mayStillTake whether an address that was chosen for a group, but not given yet, can still be given
     * @param staysIn whether no pool loses an address in this plan
     */
    static SortedMap<TierId, Reservation> of(
            TierServices services, BiPredicate<SharingGroup, Address> mayStillTake, Predicate<Address> staysIn) {
        KeptAddresses addresses = new KeptAddresses(services, mayStillTake, staysIn);
        List<SharingGroup> all = services.sharingGroups();
        // Whoever keeps sharing as before comes first: it must not lose its address to one that leaves it.
        all.forEach(group -> addresses.first(group, addresses.ofStaying(addresses::reserved)));
        all.forEach(group -> addresses.first(group, addresses.ofStaying(addresses::given)));
        all.forEach(group -> addresses.first(group, addresses::reserved));
        all.forEach(group -> addresses.first(group, addresses::given));
        all.forEach(addresses::named);
        return addresses.kept;
    }

    private Function<Tier, Optional<Reservation>> ofStaying(Function<Tier, Optional<Reservation>> has) {
        return tier -> services.changesSharing(tier) ? Optional.empty() : has.apply(tier);
    }

    /**
     * Tiers with an address get the one that they request instead, but not one that a pool loses in this plan: the Service
     * would lose it with the pool. Until then they keep the one that they have.
     */
    private void named(SharingGroup group) {
        Optional<Address> named = group.first().address();
        boolean hasOne = group.tiers().stream()
                .anyMatch(tier -> services.current(tier).isPresent()
                        || services.reservation(tier).isPresent());
        if (named.isPresent() && hasOne && !isKept(group)) {
            if (staysIn.test(named.get())) {
                keep(group, named.get(), false);
            } else {
                inOrder(group)
                        .flatMap(tier -> services.current(tier).stream())
                        .filter(address -> !taken.contains(address))
                        .findFirst()
                        .ifPresent(address -> keep(group, address, true));
            }
        }
    }

    private void first(SharingGroup group, Function<Tier, Optional<Reservation>> has) {
        if (isKept(group)) {
            return;
        }
        group.tiers().stream()
                .flatMap(tier -> has.apply(tier).stream())
                .filter(known ->
                        known.held() ? isStillTheirs(group, known.address()) : isToBeGiven(group, known.address()))
                .filter(known -> !taken.contains(known.address()))
                .findFirst()
                .ifPresent(known -> keep(group, known.address(), known.held()));
    }

    private boolean isKept(SharingGroup group) {
        return kept.containsKey(group.first().id());
    }

    /** Whether an address that was chosen for these tiers, but not given yet, can still be given and is still to be given. */
    private boolean isToBeGiven(SharingGroup group, Address address) {
        long own = group.first().address().equals(Optional.of(address)) ? 1 : 0;
        return named.getOrDefault(address, 0L) == own
                && mayStillTake.test(group, address)
                && isStillAsked(group, address);
    }

    /**
     * Whether tiers whose Services have another address are still to move to this one: because the twin names the address,
     * or a pool that theirs is not in, or because a reassignment that is in force moves them. If the twin took that back
     * before the move was made, they keep what they have.
     */
    private boolean isStillAsked(SharingGroup group, Address address) {
        Set<Address> has = group.tiers().stream()
                .flatMap(tier -> services.current(tier).stream())
                .collect(Collectors.toSet());
        return has.isEmpty()
                || has.contains(address)
                || group.first().address().isPresent()
                || group.first().pool().flatMap(services::pool).stream()
                        .anyMatch(pool -> has.stream().noneMatch(pool.addresses()::contains))
                || group.tiers().stream()
                        .anyMatch(tier -> Optional.ofNullable(moves.get(tier.id()))
                                .filter(move -> move.to().equals(address))
                                .isPresent());
    }

    /** Whether an address that these tiers had is theirs yet. */
    private boolean isStillTheirs(SharingGroup group, Address address) {
        return !isAnothers(group, address) && (!isOnlyOfLeaving(group, address) || isStillAsked(group, address));
    }

    /** Whether only Services that the tiers are to lose have the address, and one that stays has another. */
    private boolean isOnlyOfLeaving(SharingGroup group, Address address) {
        Map<Boolean, Set<Address>> byStaying = group.tiers().stream()
                .flatMap(tier -> services.live(tier).map(service -> Map.entry(tier, service)))
                .collect(Collectors.partitioningBy(
                        entry -> services.refs(entry.getKey())
                                .contains(entry.getValue().ref()),
                        Collectors.flatMapping(
                                entry -> AddressUse.of(entry.getValue()).map(AddressUse::address),
                                Collectors.toSet())));
        Set<Address> staying = Objects.requireNonNull(byStaying.get(true));
        return !staying.isEmpty()
                && !staying.contains(address)
                && Objects.requireNonNull(byStaying.get(false)).contains(address);
    }

    /**
     * Whether the Service of another tier, which keeps it, has the address by now and no Service of these tiers does: it fell
     * to that Service while theirs was away. An address in use stays where it is.
     */
    private boolean isAnothers(SharingGroup group, Address address) {
        Set<TierId> users = this.users.getOrDefault(address, Set.of());
        return !users.isEmpty() && users.stream().noneMatch(group::has);
    }

    private Stream<Tier> inOrder(SharingGroup group) {
        return group.tiers().stream().sorted(Comparator.comparing(services::changesSharing));
    }

    private Optional<Reservation> reserved(Tier tier) {
        return services.reservation(tier);
    }

    private Optional<Reservation> given(Tier tier) {
        return services.current(tier)
                .filter(address -> !services.asksForAnother(tier, address))
                .map(address -> new Reservation(address, true));
    }

    private void keep(SharingGroup group, Address address, boolean known) {
        boolean held = known
                || group.tiers().stream()
                        .anyMatch(tier -> services.current(tier).equals(Optional.of(address))
                                || services.reservation(tier).equals(Optional.of(new Reservation(address, true))));
        taken.add(address);
        group.tiers().forEach(tier -> kept.put(tier.id(), new Reservation(address, held)));
    }
}
