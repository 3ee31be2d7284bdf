package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The cluster as the watches last saw it, whole: a snapshot exists only where every watch it needs has synced.
 *
 * @param objects every watched object: all Services, or those of the apps where others may not be read; all Namespaces and
 *     Nodes; EndpointSlices of the apps; Deployments, NetworkPolicies, PodDisruptionBudgets, Pods (without their spec) and
 *     ConfigMaps labelled as Fairlead's; MetalLB's pools, advertisements, BGP peers, BFD profiles
 *     and what it says about them; where Calico has IPPools these, its blocks, all Pods, and the ConfigMaps that say the
 *     cluster's network of pods
 * @param rights what the module may do
 * @param loadBalancer the load balancer's regime
 * @param kubernetesVersion the API server's version ({@code v1.28.3})
 */
public record Observed(
        SortedMap<ObjectRef, LiveObject> objects,
        Map<Area, Access> rights,
        LoadBalancer loadBalancer,
        String kubernetesVersion) {

    /** Copies the collections. */
    public Observed {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        rights = Map.copyOf(rights);
    }

    /** The object {@code ref}, where it exists. */
    public Optional<LiveObject> find(ObjectRef ref) {
        return Optional.ofNullable(objects.get(ref));
    }

    /** All objects of a kind. */
    public List<LiveObject> ofKind(String kind) {
        return stream(kind).toList();
    }

    /** All objects of a kind, as a stream. */
    public Stream<LiveObject> stream(String kind) {
        return objects.values().stream().filter(object -> object.ref().kind().equals(kind));
    }

    /** What the module may do in {@code area}. */
    public Access access(Area area) {
        return rights.getOrDefault(area, Access.NONE);
    }
}
