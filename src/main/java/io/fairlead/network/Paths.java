package io.fairlead.network;

/** Paths in the desired properties that problems of several packages use. */
public final class Paths {

    /** The pools. */
    public static final String POOLS = "network.services.pools";

    private Paths() {}

    /** A pool. */
    public static String pool(String id) {
        return POOLS + "." + id;
    }

    /** A BGP session. */
    public static String bgpPeer(String id) {
        return "network.bgp.peers." + id;
    }
}
