package io.fairlead.network.pools;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Manage;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.Draining;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.LivePool;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkDecision;
import io.fairlead.network.NetworkInput;
import io.fairlead.network.NetworkObjects;
import io.fairlead.network.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pools if Fairlead may not write them, by the twin or for missing rights. It compares the cluster's pools with the
 * twin's, gives apps the addresses that both have, and reports differences with the values to enter on the device.
 */
final class PoolComparison {

    private final NetworkInput input;
    private final List<LivePool> live;
    private final AddressSet wanted;

    private PoolComparison(NetworkInput input) {
        this.input = input;
        this.live = LivePools.of(input).all();
        this.wanted =
                AddressSet.unionOf(input.wanted().pools().values().stream().map(Pool::addresses));
    }

    /**
     * The live pools, and the differences. All objects stay in the inventory: not being allowed to write them is no
     * reason to remove them.
     */
    static NetworkDecision of(NetworkInput input) {
        PoolComparison comparison = new PoolComparison(input);
        Set<ObjectRef> known = input.inventory().keySet().stream()
                .filter(ref -> NetworkObjects.isIpPool(ref)
                        || input.observed().loadBalancer().area(ref).isPresent())
                .collect(Collectors.toSet());
        Draining draining = CurrentPool.whereNoPoolChanges(input);
        return new NetworkDecision(
                comparison.pools(),
                draining,
                new AreaPlan(new TreeMap<>(), known, comparison.problems(), draining.journal(), false));
    }

    private boolean isReadable() {
        return input.observed().loadBalancer().hasPools() && input.observed().access(Area.POOLS) != Access.NONE;
    }

    private SortedMap<String, EffectivePool> pools() {
        SortedMap<String, EffectivePool> pools = new TreeMap<>();
        input.wanted().pools().forEach((id, pool) -> pools.put(id, isReadable() ? asItIs(pool) : asItWas(pool)));
        return pools;
    }

    private EffectivePool asItIs(Pool pool) {
        List<LivePool> holders = live.stream()
                .filter(other -> other.addresses().overlaps(pool.addresses()))
                .toList();
        String name = holders.stream().map(LivePool::name).findFirst().orElse(pool.objectName());
        boolean avoids = holders.stream().anyMatch(other -> other.pool().avoidsBuggyIps());
        AddressSet both = pool.addresses().intersect(addresses(live));
        return EffectivePool.offering(avoids ? pool.avoidingBuggyIps() : pool, name, both);
    }

    private EffectivePool asItWas(Pool pool) {
        return input.observed()
                        .loadBalancer()
                        .writer()
                        .map(writer -> writer.pool(input.metalLbNamespace(), pool.objectName()))
                        .filter(ref -> input.inventory().containsKey(ref))
                        .isPresent()
                ? EffectivePool.whole(pool, pool.objectName(), pool.addresses())
                : EffectivePool.unknown(pool);
    }

    private List<Problem> problems() {
        if (wanted.isEmpty() || !input.observed().loadBalancer().hasPools()) {
            return List.of();
        }
        boolean observes = input.wanted().policy().manage() == Manage.OBSERVE;
        if (!isReadable()) {
            return List.of(orEnter(input.observed()
                    .obstacle(
                            Paths.POOLS,
                            Area.POOLS,
                            "read the pools of the cluster, so that nothing is known of them")));
        }
        String differences = differences();
        if (differences.isEmpty()) {
            return List.of();
        }
        return List.of(
                observes
                        ? new Problem(Paths.POOLS, Code.AddressNotInPool, differences + "; " + toEnter())
                        : orEnter(input.observed()
                                .obstacle(
                                        Paths.POOLS,
                                        Area.POOLS,
                                        "write the pools of the cluster, and " + differences)));
    }

    private Problem orEnter(Problem obstacle) {
        return new Problem(obstacle.path(), obstacle.code(), obstacle.message() + ", or " + toEnter());
    }

    /** Ignores pools of the cluster that do not overlap the twin's. */
    private String differences() {
        List<String> differences = new ArrayList<>();
        AddressSet missing = wanted.minus(addresses(live));
        if (!missing.isEmpty()) {
            differences.add(missing + " is in no pool of the cluster");
        }
        for (LivePool pool : live) {
            AddressSet more = pool.addresses().minus(wanted);
            if (!more.isEmpty() && pool.addresses().overlaps(wanted)) {
                differences.add("pool " + pool.name() + " has " + more + " too, which the twin does not have");
            }
        }
        return String.join("; ", differences);
    }

    /**
     * The values to enter and where. An Azure Stack Edge takes one contiguous range of IPv4 (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-manage-compute">manage compute</a>).
     */
    private String toEnter() {
        if (!input.observed().platform().hasComputePage()) {
            return "make the pools of the cluster have exactly " + wanted;
        }
        boolean fits =
                wanted.ranges().size() == 1 && wanted.ranges().get(0).first().isIpv4();
        return "on the Compute page of the device's local UI enter Kubernetes external service IPs: " + wanted
                + (fits ? "" : " (the page takes one contiguous range of IPv4)");
    }

    private static AddressSet addresses(List<LivePool> pools) {
        return AddressSet.unionOf(pools.stream().map(LivePool::addresses));
    }
}
