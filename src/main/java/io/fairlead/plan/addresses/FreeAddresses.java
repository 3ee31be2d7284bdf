package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.network.EffectivePool;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Chooses free addresses, for tiers and for the DNS.
 *
 * @param pools the pools in force
 * @param keepFree how many addresses must stay free, over all pools
 */
public record FreeAddresses(Collection<EffectivePool> pools, int keepFree) {

    /** The pools from which an address may be given: the named one, or all with autoAssign. */
    public List<EffectivePool> candidates(Optional<String> named) {
        return EffectivePool.candidates(pools, named);
    }

    /** The lowest free address of the first pool that has one, if enough addresses stay free afterwards. */
    public Optional<Address> lowest(List<EffectivePool> from, Set<Address> taken) {
        return lowest(from, taken, (pool, address) -> true);
    }

    /** The lowest free address that {@code fits} accepts, if enough addresses stay free afterwards. */
    public Optional<Address> lowest(
            List<EffectivePool> from, Set<Address> taken, BiPredicate<EffectivePool, Address> fits) {
        return leaveEnough(taken) ? anyLowest(from, taken, fits) : Optional.empty();
    }

    /** The lowest free address, even if too few stay free: the Service gets one in any case. */
    Optional<Address> lowestOfAll(List<EffectivePool> from, Set<Address> taken) {
        return anyLowest(from, taken, (pool, address) -> true);
    }

    private static Optional<Address> anyLowest(
            List<EffectivePool> from, Set<Address> taken, BiPredicate<EffectivePool, Address> fits) {
        return from.stream()
                .flatMap(pool -> pool.first(free -> !taken.contains(free) && fits.test(pool, free)).stream())
                .findFirst();
    }

    /** Whether enough addresses stay free, over all pools, after one more is taken. */
    public boolean leaveEnough(Set<Address> taken) {
        return keepFree == 0 || readable().isEmpty() || free(taken).compareTo(BigInteger.valueOf(keepFree)) > 0;
    }

    /** The message that no address is free and why. {@code whom} may be empty if the path names it. */
    public String none(String whom, List<EffectivePool> from) {
        String kept = keepFree == 0 ? "" : " but what network.services.keepFree keeps (" + keepFree + ")";
        boolean disputed = from.stream().anyMatch(pool -> !pool.disputed().isEmpty());
        String left = disputed ? " but what the refused network part leaves out" : "";
        return "no address is free" + (whom.isEmpty() ? "" : " for " + whom) + " in pool " + EffectivePool.ids(from)
                + kept + left;
    }

    private List<EffectivePool> readable() {
        return pools.stream().filter(pool -> pool.objectName().isPresent()).toList();
    }

    private BigInteger free(Set<Address> taken) {
        BigInteger all = readable().stream().map(EffectivePool::size).reduce(BigInteger.ZERO, BigInteger::add);
        long used = taken.stream()
                .filter(address -> readable().stream().anyMatch(pool -> pool.gives(address)))
                .count();
        return all.subtract(BigInteger.valueOf(used));
    }
}
