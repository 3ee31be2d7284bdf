package io.fairlead.plan.addresses;

import io.fairlead.address.Address;
import io.fairlead.network.EffectivePool;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Chooses free addresses, for tiers and for the DNS alike. */
public final class FreeAddresses {

    private final List<EffectivePool> pools;
    private final List<EffectivePool> readable;
    private final int keepFree;
    private final BigInteger size;

    /**
     * The free addresses of some pools.
     *
     * @param pools the pools in force
     * @param keepFree how many addresses must stay free, over all pools
     */
    FreeAddresses(Collection<EffectivePool> pools, int keepFree) {
        this.pools = List.copyOf(pools);
        this.readable =
                pools.stream().filter(pool -> pool.objectName().isPresent()).toList();
        this.keepFree = keepFree;
        this.size = readable.stream().map(EffectivePool::size).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** These claims, with the number of claimed addresses that count against {@code keepFree}. */
    Taken taken(Stream<Address> claims) {
        Taken taken = new Taken(address -> keepFree > 0 && readable.stream().anyMatch(pool -> pool.gives(address)));
        claims.forEach(taken::add);
        return taken;
    }

    /** The pools in force. */
    List<EffectivePool> pools() {
        return pools;
    }

    /** The pools from which an address may be given: the named one, or all with autoAssign. */
    public List<EffectivePool> candidates(Optional<String> named) {
        return EffectivePool.candidates(pools, named);
    }

    /** The lowest free address of the first pool that has one, if enough addresses stay free afterwards. */
    public Optional<Address> lowest(List<EffectivePool> from, Set<Address> taken) {
        return lowest(from, taken(taken.stream()), (pool, address) -> true);
    }

    /** The lowest free address that {@code fits} accepts, if enough addresses stay free afterwards. */
    Optional<Address> lowest(List<EffectivePool> from, Taken taken, BiPredicate<EffectivePool, Address> fits) {
        return leaveEnough(taken) ? anyLowest(from, taken, fits) : Optional.empty();
    }

    /** The lowest free address, even if too few stay free: the Service gets one in any case. */
    Optional<Address> lowestOfAll(List<EffectivePool> from, Taken taken) {
        return anyLowest(from, taken, (pool, address) -> true);
    }

    private static Optional<Address> anyLowest(
            List<EffectivePool> from, Taken taken, BiPredicate<EffectivePool, Address> fits) {
        return from.stream()
                .flatMap(pool -> pool.first(free -> !taken.has(free) && fits.test(pool, free)).stream())
                .findFirst();
    }

    /** Whether enough addresses stay free, over all pools, after one more is taken. */
    public boolean leaveEnough(Set<Address> taken) {
        return leaveEnough(taken(taken.stream()));
    }

    /** Whether enough addresses stay free, over all pools, after one more is taken. */
    boolean leaveEnough(Taken taken) {
        return keepFree == 0
                || readable.isEmpty()
                || size.subtract(BigInteger.valueOf(taken.ofPools())).compareTo(BigInteger.valueOf(keepFree)) > 0;
    }

    /** The message that no address is free and why. {@code whom} may be empty if the path names it. */
    public String none(String whom, List<EffectivePool> from) {
        String kept = keepFree == 0 ? "" : " but what network.services.keepFree keeps (" + keepFree + ")";
        boolean disputed = from.stream().anyMatch(pool -> !pool.disputed().isEmpty());
        String left = disputed ? " but what the refused network part leaves out" : "";
        return "no address is free" + (whom.isEmpty() ? "" : " for " + whom) + " in pool " + EffectivePool.ids(from)
                + kept + left;
    }
}
