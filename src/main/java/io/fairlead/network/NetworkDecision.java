package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Network;
import io.fairlead.model.Pool;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is done about the network part.
 *
 * @param pools the pools in force, by id
 * @param draining the addresses that are no longer given out and still in use
 * @param concern what all of its concerns want done
 */
public record NetworkDecision(SortedMap<String, EffectivePool> pools, Draining draining, Concern concern) {

    /** Copies the pools. */
    public NetworkDecision {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
    }

    /** The same, of whose pools no address is given any more that the pools of a refused network part do not have. */
    public NetworkDecision refusing(Network refused) {
        AddressSet asked = AddressSet.unionOf(refused.pools().values().stream().map(Pool::addresses));
        SortedMap<String, EffectivePool> fewer = new TreeMap<>(pools);
        fewer.replaceAll((id, pool) -> pool.disputedBut(asked));
        return new NetworkDecision(fewer, draining, concern);
    }

    /** The same with what another concern wants done. */
    public NetworkDecision and(Concern other) {
        return new NetworkDecision(pools, draining, concern.and(other));
    }
}
