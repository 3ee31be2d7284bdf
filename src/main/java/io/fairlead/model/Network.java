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
 * @param pools the pools by id; empty where the twin names none, which changes nothing in the cluster
 * @param nodeRange the Kubernetes node IPs, observed only
 * @param podCidr the pods' network, observed only
 * @param clusterCidr the network of cluster IPs, observed only
 */
public record Network(
        SortedMap<String, Pool> pools,
        Optional<AddressSet> nodeRange,
        Optional<AddressRange> podCidr,
        Optional<AddressRange> clusterCidr) {

    /** No setting at all. */
    public static final Network NONE =
            new Network(new TreeMap<>(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Copies the pools. */
    public Network {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
    }
}
