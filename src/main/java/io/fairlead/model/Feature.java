package io.fairlead.model;

/** What a load balancer may be able to do, and a twin may ask for. */
public enum Feature {
    /** More than one pool. */
    SEVERAL_POOLS,
    /** A pool announced by L2. */
    L2,
    /** A pool announced by BGP. */
    BGP,
    /** Addresses that leave a pool as they fall free. */
    DRAINING,
    /** A pool announced by L2 and BGP, or by neither. */
    ADVERTISE_BOTH_OR_NONE,
    /** The interfaces that announce a pool. */
    INTERFACES,
    /** The nodes that announce a pool. */
    NODES,
    /** The flags of a pool that somebody else made. */
    FLAGS_OF_ADOPTED,
    /** Which router is told which pool. */
    CHOICE_OF_ROUTERS,
    /** A BGP session with a password. */
    BGP_PASSWORD,
    /** A BGP session watched by BFD. */
    BFD
}
