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
 * @param own whether Fairlead created it
 */
public record LivePool(PoolObject pool, boolean own) {

    /** All pools in the load balancer's namespace. It ignores pools in other namespaces. */
    public static List<LivePool> of(NetworkInput input) {
        return input.observed().loadBalancer().pools(input.observed()).stream()
                .filter(pool -> pool.object().ref().namespace().equals(input.metalLbNamespace()))
                .map(pool -> new LivePool(pool, isOwn(pool.object(), input.inventory())))
                .toList();
    }

    /**
     * The cluster's pool for pool {@code id} of the twin: the one that Fairlead created, or, if the twin adopts pools,
     * the one created by others with the id as its name.
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

    /** The pool's name. */
    public String name() {
        return pool.name();
    }

    /** The pool's object. */
    public LiveObject object() {
        return pool.object();
    }

    /** The pool's addresses. */
    public AddressSet addresses() {
        return pool.addresses();
    }

    /** Whether Fairlead created this object of the load balancer. */
    public static boolean isOwn(LiveObject object, SortedMap<ObjectRef, String> inventory) {
        return object.ref().name().startsWith(Pool.PREFIX) && new Claims(inventory).isOwn(object);
    }
}
