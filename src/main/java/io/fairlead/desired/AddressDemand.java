package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;

import io.fairlead.address.Address;
import io.fairlead.model.DnsServe;
import io.fairlead.model.Pool;
import io.fairlead.model.Sharers;
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
 * How many addresses the external tiers of a document need, and of which pools. Pools have no address in common, so that
 * everybody finds one exactly where each pool has room for the tiers that may have only its own, and all pools with {@code
 * autoAssign} together for those that may have any.
 *
 * @param pools the pools
 * @param external the tiers that want an address
 * @param serve the DNS, where it wants one too
 * @param keepFree how many addresses must be left over, in whichever pool
 */
record AddressDemand(Collection<Pool> pools, Collection<Tier> external, Optional<DnsServe> serve, int keepFree) {

    /**
     * One address, wanted by one or several tiers.
     *
     * @param address the address itself, where it is asked for
     * @param pool the pool it must come from, where one is named
     * @param holder who draws it, where no address is asked for
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

        /** Whether any pool with {@code autoAssign} will do. */
        boolean isOpen() {
            return address.isEmpty() && pool.isEmpty();
        }
    }

    /**
     * Too few addresses.
     *
     * @param path what is too small
     * @param message how many there are and how many are needed
     */
    record Shortage(String path, String message) {}

    /**
     * The addresses that are wanted, counted.
     *
     * @param bound by pool how many can only be its own
     * @param open how many may be any pool's with {@code autoAssign}
     */
    private record Counted(Map<String, Long> bound, long open) {

        long of(Pool pool) {
            return bound.getOrDefault(pool.id(), 0L);
        }

        /** What the tiers that can have no other address leave of these pools. */
        BigInteger left(Collection<Pool> pools) {
            return sum(pools.stream().map(pool -> pool.size().subtract(BigInteger.valueOf(of(pool)))));
        }
    }

    /** Where there are too few, empty where everybody finds an address and enough are left. */
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
                        Sharers.of(external).stream().map(Sharers::first).map(Claim::of),
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
