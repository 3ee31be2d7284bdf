package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<LivePool> live = input.livePools();
        byId.replaceAll((id, addresses) -> addresses.minus(heldByOthers(live, id)));
        for (LivePool pool : live) {
            if (pool.own()) {
                byId.merge(pool.name().substring(Pool.PREFIX.length()), pool.addresses(), AddressSet::union);
            }
        }
        List<CurrentPool> pools = new ArrayList<>();
        byId.forEach((id, addresses) -> pools.add(new CurrentPool(id, addresses)));
        return pools;
    }

    /** What stands in another object is in use there, whatever the twin said of it. */
    private static AddressSet heldByOthers(List<LivePool> live, String id) {
        return live.stream()
                .filter(pool -> !pool.own() || !pool.name().equals(Pool.PREFIX + id))
                .map(LivePool::addresses)
                .reduce(AddressSet.EMPTY, AddressSet::union);
    }
}
