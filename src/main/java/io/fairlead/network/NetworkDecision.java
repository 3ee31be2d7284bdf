package io.fairlead.network;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Network;
import io.fairlead.model.Pool;
import io.fairlead.model.Stage;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The plan for the network part.
 *
 * @param pools the pools in force, by id
 * @param draining the addresses that are no longer given out but still in use
 * @param areaPlan the plan of all areas
 */
public record NetworkDecision(SortedMap<String, EffectivePool> pools, Draining draining, AreaPlan areaPlan) {

    /** Copies the pools. */
    public NetworkDecision {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
    }

    /** This plan while {@code refused} is refused: its pools give no address that the refused pools leave out. */
    public NetworkDecision refusing(Network refused) {
        AddressSet asked = AddressSet.unionOf(refused.pools().values().stream().map(Pool::addresses));
        SortedMap<String, EffectivePool> fewer = new TreeMap<>(pools);
        fewer.replaceAll((id, pool) -> pool.disputedBut(asked));
        return new NetworkDecision(fewer, draining, areaPlan);
    }

    /** Whether a pool gets or loses addresses in this plan. */
    public boolean changesPools() {
        return Stream.of(Stage.POOLS_GROW, Stage.POOLS_SHRINK)
                .anyMatch(stage ->
                        !areaPlan.steps().getOrDefault(stage, List.of()).isEmpty());
    }

    /** Whether a Service that gets {@code address} now keeps it: no pool is about to lose the address. */
    public boolean isSafe(Address address) {
        List<EffectivePool> giving =
                pools.values().stream().filter(pool -> pool.gives(address)).toList();
        return giving.isEmpty()
                ? !changesPools()
                : giving.stream().noneMatch(pool -> pool.elsewhere().contains(address));
    }

    /** This plan with another area's plan added. */
    public NetworkDecision and(AreaPlan other) {
        return new NetworkDecision(pools, draining, areaPlan.and(other));
    }
}
