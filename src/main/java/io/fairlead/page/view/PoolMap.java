package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pool, all of whose addresses are in its runs.
 *
 * @param id its id in the twin
 * @param given how many of its addresses the load balancer may give out
 * @param runs what follows one another, from the lowest address to the highest
 * @param leavesOut whether addresses that end in 0 or 255 are not given
 */
public record PoolMap(String id, BigInteger given, List<Run> runs, boolean leavesOut) {

    /** So many addresses are shown one by one: a /24. */
    static final BigInteger MOST_CELLS = BigInteger.valueOf(256);

    /** Copies the list. */
    public PoolMap {
        runs = List.copyOf(runs);
    }

    /** Addresses in a row that are alike. */
    public sealed interface Run {

        /** Its first address. */
        Address first();
    }

    /**
     * Addresses that nobody has.
     *
     * @param range which
     * @param state {@link AddressState#FREE}, {@link AddressState#NOT_KNOWN}, {@link AddressState#KEPT_FREE} or {@link AddressState#LEFT_OUT}
     */
    public record Open(AddressRange range, AddressState state) implements Run {
        @Override
        public Address first() {
            return range.first();
        }
    }

    /**
     * One address that somebody has.
     *
     * @param taken who
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

    /** How many addresses are what, by the words for it. */
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

    /** How many of its addresses Services have. */
    BigInteger used() {
        return count(AddressState.TIER).add(count(AddressState.SERVICE));
    }

    /** How many a Service may be given: not those that are reserved or stay free. */
    BigInteger free() {
        return given.subtract(used())
                .subtract(count(AddressState.RESERVED))
                .subtract(count(AddressState.KEPT_FREE))
                .max(BigInteger.ZERO);
    }

    /** All of its addresses, without those that left it. */
    AddressSet ranges() {
        return new AddressSet(runs.stream()
                .filter(run -> !(run instanceof Taken taken && taken.taken().state() == AddressState.DRAINING))
                .map(run -> run instanceof Open open ? open.range() : new AddressRange(run.first(), run.first()))
                .toList());
    }

    /** How many addresses it has. */
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
