package io.fairlead.network.pools;

import io.fairlead.address.AddressSet;
import java.util.List;

/**
 * The addresses in pools of the cluster. It tells the addresses of all pools except one without a new union for each pool.
 *
 * @param any the addresses in any pool
 * @param repeated the addresses in more than one pool
 */
record Occupation(AddressSet any, AddressSet repeated) {

    /** The addresses of these pools. */
    static Occupation of(List<AddressSet> pools) {
        return new Occupation(AddressSet.unionOf(pools.stream()), AddressSet.repeated(pools.stream()));
    }

    /** The addresses of {@code set} that are in none of the pools, except the one with the addresses {@code own}. */
    AddressSet inNoOther(AddressSet set, AddressSet own) {
        return set.minus(any).union(set.intersect(own)).minus(repeated);
    }
}
