package io.fairlead.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The BGP sessions of MetalLB.
 *
 * @param localAsn the AS number of the cluster
 * @param peers the routers by id, at least one
 */
public record Bgp(long localAsn, SortedMap<String, BgpPeer> peers) {

    /** Copies the peers. */
    public Bgp {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }
}
