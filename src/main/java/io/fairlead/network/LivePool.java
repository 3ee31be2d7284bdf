package io.fairlead.network;

import io.fairlead.address.AddressSet;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Pool;
import io.fairlead.model.PoolObject;
import io.fairlead.ownership.Claims;
import java.util.SortedMap;

/**
 * A pool of the cluster's load balancer.
 *
 * @param pool the pool
 * @param own whether Fairlead created it
 */
public record LivePool(PoolObject pool, boolean own) {

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
