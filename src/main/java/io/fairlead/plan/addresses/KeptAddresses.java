package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.model.Reservation;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import io.fairlead.model.TierId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
                .filter(known -> known.held() || isStillFree(group, known.address()))
                .filter(known -> !taken.contains(known.address()))
                .findFirst()
                .ifPresent(known -> keep(group, known.address(), known.held()));
    }

    private boolean isKept(SharingGroup group) {
        return kept.containsKey(group.first().id());
    }

    private boolean isStillFree(SharingGroup group, Address address) {
        long own = group.first().address().equals(Optional.of(address)) ? 1 : 0;
        return named.getOrDefault(address, 0L) == own && mayStillTake.test(group, address);
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
