package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.model.Network;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Everything that decides about the network part.
 *
 * @param wanted the network part that may come into force
 * @param inForce the last good one
 * @param observed the cluster
 * @param metalLbNamespace where MetalLB looks for its objects
 * @param uses every address that clients rely on: given to a Service, or kept for a tier
 * @param releasing the addresses that the twin itself gives up: their tier is removed, or asks for another
 * @param inventory what Fairlead has made
 */
public record NetworkInput(
        Network wanted,
        Network inForce,
        Observed observed,
        String metalLbNamespace,
        List<AddressUse> uses,
        Set<Address> releasing,
        SortedMap<ObjectRef, String> inventory) {

    /** Copies the collections. */
    public NetworkInput {
        uses = List.copyOf(uses);
        releasing = Set.copyOf(releasing);
    }

    /** The same question about the last good network part. */
    public NetworkInput aboutInForce() {
        return new NetworkInput(inForce, inForce, observed, metalLbNamespace, uses, releasing, inventory);
    }

    List<LivePool> livePools() {
        return LivePool.of(observed, metalLbNamespace, inventory);
    }
}
