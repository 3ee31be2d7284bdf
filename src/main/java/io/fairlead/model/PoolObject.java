package io.fairlead.model;

import io.fairlead.address.AddressSet;

/**
 * A pool of the load balancer in the cluster.
 *
 * @param object the object
 * @param addresses its addresses, without entries that the load balancer cannot read
 * @param autoAssign whether a Service that names no pool may get an address
 * @param avoidsBuggyIps whether it gives no address that ends in .0 or .255
 */
public record PoolObject(LiveObject object, AddressSet addresses, boolean autoAssign, boolean avoidsBuggyIps) {

    /** Its name. */
    public String name() {
        return object.ref().name();
    }
}
