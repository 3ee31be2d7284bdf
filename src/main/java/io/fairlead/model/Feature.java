package io.fairlead.model;

/** A feature that the twin may use and a load balancer may lack. */
public enum Feature {
    /** More than one pool. */
    SEVERAL_POOLS,
    /** A pool announced by L2. */
    L2,
    /** A pool announced by BGP. */
    BGP,
    /** Draining: addresses leave a pool as they fall free. */
    DRAINING,
    /** A pool announced by L2 and BGP, or by neither. */
    ADVERTISE_BOTH_OR_NONE,
    /** The interfaces that announce a pool. */
    INTERFACES,
    /** The nodes that announce a pool. */
    NODES,
    /** The flags of a pool that others created. */
    FLAGS_OF_ADOPTED,
    /** The choice of the routers to which a pool is announced. */
    CHOICE_OF_ROUTERS,
    /** A BGP session with a password. */
    BGP_PASSWORD,
    /** A BGP session monitored by BFD. */
    BFD
}
