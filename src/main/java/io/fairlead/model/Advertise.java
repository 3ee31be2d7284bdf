package io.fairlead.model;

/** How MetalLB announces the addresses of a pool. */
public enum Advertise {
    /** By ARP and NDP. */
    L2,
    /** To routers, with a BGPAdvertisement. */
    BGP,
    /** Both ways. */
    BOTH,
    /** Not at all. */
    NONE;

    /** Whether ARP and NDP announce them. */
    public boolean isL2() {
        return this == L2 || this == BOTH;
    }

    /** Whether BGP announces them to routers. */
    public boolean isBgp() {
        return this == BGP || this == BOTH;
    }
}
