package io.fairlead.network;

import io.fairlead.model.Manage;
import io.fairlead.model.Pool;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The pools of the cluster's load balancer.
 *
 * @param all all pools in the load balancer's namespace; it ignores pools in other namespaces
 * @param own the pools that Fairlead created, by name
 * @param foreign the pools that others created, by name
 * @param adopted the ids of the twin's pools that may be a pool of others with that name
 */
public record LivePools(
        List<LivePool> all, Map<String, LivePool> own, Map<String, LivePool> foreign, Set<String> adopted) {

    /** Copies the collections. */
    public LivePools {
        all = List.copyOf(all);
        own = Collections.unmodifiableMap(new HashMap<>(own));
        foreign = Collections.unmodifiableMap(new HashMap<>(foreign));
        adopted = Set.copyOf(adopted);
    }

    /** All pools of the cluster. */
    public static LivePools of(NetworkInput input) {
        List<LivePool> all = input.observed().loadBalancer().pools(input.observed()).stream()
                .filter(pool -> pool.object().ref().namespace().equals(input.metalLbNamespace()))
                .map(pool -> new LivePool(pool, LivePool.isOwn(pool.object(), input.inventory())))
                .toList();
        boolean adopts = input.wanted().policy().manage() == Manage.ADOPT;
        return new LivePools(
                all,
                byName(all, LivePool::own),
                byName(all, pool -> !pool.own()),
                adopts ? input.wanted().pools().keySet() : Set.of());
    }

    private static Map<String, LivePool> byName(List<LivePool> all, Predicate<LivePool> which) {
        return all.stream()
                .filter(which)
                .collect(Collectors.toMap(LivePool::name, pool -> pool, (first, second) -> first));
    }

    /**
     * The cluster's pool for pool {@code id} of the twin: the one that Fairlead created, or, if the twin adopts pools,
     * the one created by others with the id as its name.
     */
    public Optional<LivePool> find(String id) {
        return Optional.ofNullable(own.get(Pool.PREFIX + id))
                .or(() -> Optional.ofNullable(foreign.get(id)).filter(pool -> adopted.contains(id)));
    }

    /** The pools that others created. */
    public List<LivePool> others() {
        return all.stream().filter(pool -> !pool.own()).toList();
    }
}
