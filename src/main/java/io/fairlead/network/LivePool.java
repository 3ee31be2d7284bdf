package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manage;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolObject;
import io.fairlead.ownership.Claims;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A pool of the cluster's load balancer.
 *
 * @param pool the pool
 * @param own whether Fairlead made it
 */
public record LivePool(PoolObject pool, boolean own) {

    /** All pools, those of other namespaces than the load balancer's left out, since it ignores them. */
    public static List<LivePool> of(NetworkInput input) {
        return input.observed().loadBalancer().pools(input.observed()).stream()
                .filter(pool -> pool.object().ref().namespace().equals(input.metalLbNamespace()))
                .map(pool -> new LivePool(pool, isOwn(pool.object(), input.inventory())))
                .toList();
    }

    /**
     * The pool of the cluster that is the pool {@code id} of the twin: the one Fairlead made, else, where the twin adopts, the
     * one of somebody else's that has the id as its name.
     *
     * @param live all pools of the cluster
     */
    public static Optional<LivePool> find(List<LivePool> live, NetworkInput input, String id) {
        Optional<LivePool> own = live.stream()
                .filter(pool -> pool.own() && pool.name().equals(Pool.PREFIX + id))
                .findFirst();
        boolean adopts = input.wanted().policy().manage() == Manage.ADOPT
                && input.wanted().pools().containsKey(id);
        return own.or(() -> live.stream()
                .filter(pool -> adopts && !pool.own() && pool.name().equals(id))
                .findFirst());
    }

    /** Its name. */
    public String name() {
        return pool.name();
    }

    /** Its object. */
    public LiveObject object() {
        return pool.object();
    }

    /** Its addresses. */
    public AddressSet addresses() {
        return pool.addresses();
    }

    /** Whether Fairlead made an object of the load balancer's. */
    public static boolean isOwn(LiveObject object, SortedMap<ObjectRef, String> inventory) {
        return object.ref().name().startsWith(Pool.PREFIX) && new Claims(inventory).isOwn(object);
    }
}
