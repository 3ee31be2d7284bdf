package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A pool of Fairlead's as clients may rely on it today: what the last good network part and the journal say together with
 * what the cluster shows, so that a pool deleted by hand still protects its addresses.
 *
 * @param id its key in the twin
 * @param addresses its addresses
 */
record CurrentPool(String id, AddressSet addresses) {

    static List<CurrentPool> of(NetworkInput input) {
        Map<String, AddressSet> byId = new TreeMap<>();
        input.inForce().pools().forEach((id, pool) -> byId.put(id, pool.addresses()));
        Draining.remembered(input).forEach((id, addresses) -> byId.merge(id, addresses, AddressSet::union));
        input.wanted().pools().keySet().forEach(id -> byId.putIfAbsent(id, AddressSet.EMPTY));
        for (LivePool pool : LivePool.of(input)) {
            if (pool.own()) {
                byId.putIfAbsent(pool.name().substring(Pool.PREFIX.length()), AddressSet.EMPTY);
            }
        }
        byId.replaceAll((id, addresses) -> {
            Optional<LivePool> live = LivePool.find(input, id);
            return addresses
                    .minus(heldByOthers(LivePool.of(input), live))
                    .union(live.map(LivePool::addresses).orElse(AddressSet.EMPTY));
        });
        List<CurrentPool> pools = new ArrayList<>();
        byId.forEach((id, addresses) -> pools.add(new CurrentPool(id, addresses)));
        return pools;
    }

    /** What stands in another object is in use there, whatever the twin said of it. */
    private static AddressSet heldByOthers(List<LivePool> all, Optional<LivePool> live) {
        return all.stream()
                .filter(pool -> !live.equals(Optional.of(pool)))
                .map(LivePool::addresses)
                .reduce(AddressSet.EMPTY, AddressSet::union);
    }
}
