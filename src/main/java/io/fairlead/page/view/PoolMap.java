package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool as runs of addresses.
 *
 * @param id its id in the twin
 * @param given the number of addresses that the load balancer may assign
 * @param runs all its addresses, from the lowest to the highest
 * @param leavesOut whether addresses that end in 0 or 255 are not assigned
 */
public record PoolMap(String id, BigInteger given, List<Run> runs, boolean leavesOut) {

    /** Up to this number, each address has a cell of its own: a /24. */
    static final BigInteger MOST_CELLS = BigInteger.valueOf(256);

    /** Copies the list. */
    public PoolMap {
        runs = List.copyOf(runs);
    }

    /** Consecutive addresses in the same state. */
    public sealed interface Run {

        /** Its first address. */
        Address first();
    }

    /**
     * Addresses without a known holder.
     *
     * @param range the addresses
     * @param state their state
     */
    public record Open(AddressRange range, AddressState state) implements Run {
        @Override
        public Address first() {
            return range.first();
        }
    }

    /**
     * One address with a holder.
     *
     * @param taken the address and its holder
     */
    public record Taken(TakenAddress taken) implements Run {
        @Override
        public Address first() {
            return taken.address();
        }
    }

    List<TakenAddress> taken() {
        return runs.stream()
                .filter(Taken.class::isInstance)
                .map(run -> ((Taken) run).taken())
                .toList();
    }

    /** The number of addresses in each state, by the name of the state. */
    public SortedMap<String, BigInteger> counts() {
        SortedMap<String, BigInteger> counts = new TreeMap<>();
        for (AddressState state : AddressState.OF_A_POOL) {
            counts.put(state.words(), BigInteger.ZERO);
        }
        taken().forEach(taken -> counts.merge(taken.state().words(), BigInteger.ONE, BigInteger::add));
        open().forEach(open -> counts.merge(open.state().words(), open.range().size(), BigInteger::add));
        return counts;
    }

    private BigInteger count(AddressState state) {
        return counts().getOrDefault(state.words(), BigInteger.ZERO);
    }

    /** The number of addresses that Services have. */
    BigInteger used() {
        return count(AddressState.TIER).add(count(AddressState.SERVICE));
    }

    /** The number of addresses that a Service may get, without reserved and kept ones. */
    BigInteger free() {
        return given.subtract(used())
                .subtract(count(AddressState.RESERVED))
                .subtract(count(AddressState.KEPT_FREE))
                .max(BigInteger.ZERO);
    }

    /** Its addresses, without those that drain. */
    AddressSet ranges() {
        return new AddressSet(runs.stream()
                .filter(run -> !(run instanceof Taken taken && taken.taken().state() == AddressState.DRAINING))
                .map(run -> run instanceof Open open ? open.range() : new AddressRange(run.first(), run.first()))
                .toList());
    }

    /** The number of addresses in its runs. */
    BigInteger size() {
        return counts().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    List<Open> open() {
        return runs.stream()
                .filter(Open.class::isInstance)
                .map(Open.class::cast)
                .toList();
    }
}
