package io.fairlead.model;

import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network part of the desired properties.
 *
 * @param pools the pools by id; empty if the twin names none, which changes nothing in the cluster
 * @param policy the settings for all pools
 * @param nodeRange the Kubernetes node IPs, observed only
 * @param pods the pod network
 * @param clusterCidr the network of cluster IPs, observed only
 * @param bgp the BGP sessions
 * @param dns the additional DNS names
 */
public record Network(
        SortedMap<String, Pool> pools,
        PoolPolicy policy,
        Optional<AddressSet> nodeRange,
        Optional<PodNetwork> pods,
        Optional<AddressRange> clusterCidr,
        Optional<Bgp> bgp,
        Optional<Dns> dns) {

    /** A network part without settings. */
    public static final Network NONE = ofPools(new TreeMap<>());

    /** Copies the pools. */
    public Network {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
    }

    /** A network part with pools only. */
    public static Network ofPools(SortedMap<String, Pool> pools) {
        return new Network(
                pools,
                PoolPolicy.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
