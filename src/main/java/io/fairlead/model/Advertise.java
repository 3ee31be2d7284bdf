package io.fairlead.model;

/** How MetalLB announces the addresses of a pool. */
public enum Advertise {
    /** By ARP and NDP, with an L2Advertisement. */
    L2,
    /** Not at all. */
    NONE
}
