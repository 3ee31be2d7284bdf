package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import io.fairlead.address.Address;
import io.fairlead.model.DnsServe;
import io.fairlead.model.Pool;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The number of addresses that the external tiers of a document need, by pool. Pools have no address in common. So every
 * tier gets an address exactly if each pool has enough for the tiers that are bound to it, and all pools with
 * {@code autoAssign} together have enough for the tiers that may use any pool.
 *
 * @param pools the pools
 * @param external the tiers that need an address
 * @param serve the DNS settings, if the DNS needs an address too
 * @param keepFree how many addresses must stay free, in any pool
 */
record AddressDemand(Collection<Pool> pools, Collection<Tier> external, Optional<DnsServe> serve, int keepFree) {

    /**
     * One address that one or several tiers require.
     *
     * @param address the address itself, if the twin names it
     * @param pool the pool that it must come from, if the twin names one
     * @param holder the tier or share that gets it, if the twin names no address
     */
    private record Claim(Optional<Address> address, Optional<String> pool, String holder) {

        static Claim of(Tier tier) {
            return tier.address().isPresent()
                    ? new Claim(tier.address(), Optional.empty(), "")
                    : new Claim(
                            Optional.empty(),
                            tier.pool(),
                            tier.share()
                                    .map(key -> "share " + key)
                                    .orElse(tier.id().toString()));
        }

        static Claim of(DnsServe serve) {
            return serve.address().isPresent()
                    ? new Claim(serve.address(), Optional.empty(), "")
                    : new Claim(Optional.empty(), serve.pool(), "network.dns.serve");
        }

        /** Whether an address of any pool with {@code autoAssign} will do. */
        boolean isOpen() {
            return address.isEmpty() && pool.isEmpty();
        }
    }

    /**
     * Too few addresses.
     *
     * @param path the setting that is too small
     * @param message how many there are and how many are needed
     */
    record Shortage(String path, String message) {}

    /**
     * The numbers of addresses needed.
     *
     * @param bound by pool, the addresses that must come from that pool
     * @param open the addresses that may come from any pool with {@code autoAssign}
     */
    private record Counted(Map<String, Long> bound, long open) {

        long of(Pool pool) {
            return bound.getOrDefault(pool.id(), 0L);
        }

        /** The addresses of these pools that remain after the tiers that are bound to them. */
        BigInteger left(Collection<Pool> pools) {
            return sum(pools.stream().map(pool -> pool.size().subtract(BigInteger.valueOf(of(pool)))));
        }
    }

    /** The shortages; empty if every tier gets an address and enough stay free. */
    List<Shortage> shortages() {
        List<Shortage> found = new ArrayList<>();
        Counted counted = counted();
        List<Pool> automatic = pools.stream().filter(Pool::autoAssign).toList();
        boolean alone = pools.size() == 1 && !automatic.isEmpty();
        for (Pool pool : pools) {
            long needed = counted.of(pool) + (alone ? counted.open() : 0);
            if (pool.size().compareTo(BigInteger.valueOf(needed)) < 0) {
                found.add(new Shortage(
                        in(in(NetworkReader.POOLS, pool.id()), "addresses"),
                        "The pool has " + pool.size() + " usable addresses and external tiers need " + needed
                                + "; add addresses, or move tiers to another pool."));
            }
        }
        BigInteger automaticLeft = counted.left(automatic);
        if (found.isEmpty()
                && !automatic.isEmpty()
                && automaticLeft.compareTo(BigInteger.valueOf(counted.open())) < 0) {
            found.add(new Shortage(
                    NetworkReader.POOLS,
                    "The pools with `autoAssign` have " + automaticLeft
                            + " usable addresses that no tier has to itself, and " + counted.open()
                            + " external tiers name no pool; add addresses."));
        }
        if (found.isEmpty() && keepFree > 0 && !pools.isEmpty()) {
            keptFree(counted.left(pools).subtract(BigInteger.valueOf(automatic.isEmpty() ? 0 : counted.open())))
                    .ifPresent(found::add);
        }
        return found;
    }

    private Optional<Shortage> keptFree(BigInteger left) {
        return left.compareTo(BigInteger.valueOf(keepFree)) >= 0
                ? Optional.empty()
                : Optional.of(new Shortage(
                        in(NetworkReader.SERVICES, "keepFree"),
                        keepFree + " are to stay free, and the external tiers leave " + left + " of "
                                + sum(pools.stream().map(Pool::size)) + "; add addresses to a pool, or lower it."));
    }

    private static BigInteger sum(Stream<BigInteger> numbers) {
        return numbers.reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Counted counted() {
        Set<Claim> claims = Stream.concat(
                        SharingGroup.of(external).stream()
                                .map(SharingGroup::first)
                                .map(Claim::of),
                        serve.stream().map(Claim::of))
                .collect(Collectors.toSet());
        Map<String, Long> bound = claims.stream()
                .flatMap(claim -> claim.address().map(this::giver).orElse(claim.pool()).stream())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new Counted(bound, claims.stream().filter(Claim::isOpen).count());
    }

    private Optional<String> giver(Address address) {
        return pools.stream().filter(pool -> pool.gives(address)).map(Pool::id).findFirst();
    }
}
