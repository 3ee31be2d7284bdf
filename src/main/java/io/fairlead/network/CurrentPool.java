package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pool of Fairlead's as clients may rely on it today: what the last good network part says together with what the
 * cluster shows, so that a pool deleted by hand still protects its addresses.
 *
 * @param id its key in the twin
 * @param addresses its addresses
 */
record CurrentPool(String id, AddressSet addresses) {

    static List<CurrentPool> of(NetworkInput input) {
        Map<String, AddressSet> byId = new TreeMap<>();
        input.inForce().pools().forEach((id, pool) -> byId.put(id, pool.addresses()));
        for (LivePool live : input.livePools()) {
            if (live.own()) {
                byId.merge(live.name().substring(Pool.PREFIX.length()), live.addresses(), AddressSet::union);
            }
        }
        List<CurrentPool> pools = new ArrayList<>();
        byId.forEach((id, addresses) -> pools.add(new CurrentPool(id, addresses)));
        return pools;
    }
}
