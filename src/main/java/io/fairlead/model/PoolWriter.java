package io.fairlead.model;

import io.fairlead.address.AddressSet;

/** The objects of a load balancer whose pools Fairlead writes: one for a pool, and one for its announcement by L2. */
public interface PoolWriter {

    /** A reference to the object of a pool. */
    ObjectRef pool(String namespace, String name);

    /** A reference to the object that announces it by L2. */
    ObjectRef announcement(String namespace, String name);

    /** The addresses that the object of a pool has. */
    AddressSet addresses(Fields body);

    /** The object of a pool. */
    Manifest pool(ObjectRef ref, PoolContent content);

    /** The object that announces {@code pool} by L2. */
    Manifest announcement(ObjectRef ref, Pool pool);
}
