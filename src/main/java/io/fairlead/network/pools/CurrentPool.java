package io.fairlead.network.pools;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.address.ByAddress;
import io.fairlead.model.Pool;
import io.fairlead.network.AddressUse;
import io.fairlead.network.Draining;
import io.fairlead.network.EffectivePool;
import io.fairlead.network.LivePool;
import io.fairlead.network.LivePools;
import io.fairlead.network.NetworkInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One of Fairlead's pools as clients may rely on it now. It combines the last good network part, the journal and the
 * cluster, so that the addresses of a pool that was deleted by hand stay protected.
 *
 * @param id its key in the twin
 * @param addresses its addresses
 */
record CurrentPool(String id, AddressSet addresses) {

    static List<CurrentPool> of(NetworkInput input) {
        Map<String, AddressSet> byId = new TreeMap<>();
        SortedMap<String, AddressSet> remembered = Draining.remembered(input);
        AddressSet draining =
                AddressSet.unionOf(remembered.values().stream()); // In force, another pool may wait for them.
        input.inForce()
                .pools()
                .forEach((id, pool) -> byId.put(id, pool.addresses().minus(draining)));
        remembered.forEach((id, addresses) -> byId.merge(id, addresses, AddressSet::union));
        input.wanted().pools().keySet().forEach(id -> byId.putIfAbsent(id, AddressSet.EMPTY));
        LivePools live = LivePools.of(input);
        live.own().keySet().forEach(name -> byId.putIfAbsent(name.substring(Pool.PREFIX.length()), AddressSet.EMPTY));
        Occupation held =
                Occupation.of(live.all().stream().map(LivePool::addresses).toList());
        byId.replaceAll((id, addresses) -> {
            AddressSet own = live.find(id).map(LivePool::addresses).orElse(AddressSet.EMPTY);
            // An address in another object is in use there, whatever the twin says.
            return held.inNoOther(addresses, own).union(own);
        });
        List<CurrentPool> pools = new ArrayList<>();
        byId.forEach((id, addresses) -> pools.add(new CurrentPool(id, addresses)));
        return pools;
    }

    /**
     * The addresses that the desired network part removes from its pools, without those that the twin itself releases.
     */
    static Draining draining(NetworkInput input) {
        return draining(input, address -> false);
    }

    /**
     * The draining addresses if pools are only compared. An address that another desired pool gives stays too, because
     * no object changes.
     */
    static Draining whereNoPoolChanges(NetworkInput input) {
        return draining(
                input, address -> input.wanted().pools().values().stream().anyMatch(pool -> pool.gives(address)));
    }

    private static Draining draining(NetworkInput input, Predicate<Address> staysAnyway) {
        SortedMap<String, List<AddressUse>> byPool = new TreeMap<>();
        ByAddress<AddressUse> all = ByAddress.of(input.uses(), AddressUse::address);
        for (CurrentPool current : of(input)) {
            Optional<EffectivePool> wanted = Optional.ofNullable(
                            input.wanted().pools().get(current.id()))
                    .map(EffectivePool::unknown);
            List<AddressUse> uses = all.in(current.addresses).stream()
                    .filter(use ->
                            wanted.filter(pool -> pool.gives(use.address())).isEmpty())
                    .filter(use -> !staysAnyway.test(use.address()))
                    .filter(use -> !input.releasing().contains(use.address()))
                    .distinct()
                    .toList();
            if (!uses.isEmpty()) {
                byPool.put(current.id(), uses);
            }
        }
        return new Draining(byPool);
    }
}
