package io.fairlead.model;

import java.util.Collections;
import java.util.Comparator;
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
 *     cluster's network of pods; CoreDNS's ConfigMaps
 * @param rights what the module may do in each area, apps left out
 * @param namespaces what the module may do with all that apps consist of, in each namespace where they may be
 * @param loadBalancer the load balancer's regime
 * @param kubernetesVersion the API server's version ({@code v1.28.3})
 * @param names what the cluster's DNS answers to the names that Fairlead has put into it
 * @param tooLarge the areas that may be read, and hold more than the module has memory for: what, in a sentence
 * @param device what kind of cluster it is, and how the module is known to it
 */
public record Observed(
        SortedMap<ObjectRef, LiveObject> objects,
        Map<Area, Access> rights,
        Map<String, Access> namespaces,
        LoadBalancer loadBalancer,
        String kubernetesVersion,
        Map<NameQuestion, NameAnswer> names,
        Map<Area, String> tooLarge,
        Device device) {

    /** An Azure Stack Edge in which nothing is too large. */
    public Observed(
            SortedMap<ObjectRef, LiveObject> objects,
            Map<Area, Access> rights,
            Map<String, Access> namespaces,
            LoadBalancer loadBalancer,
            String kubernetesVersion,
            Map<NameQuestion, NameAnswer> names) {
        this(
                objects,
                rights,
                namespaces,
                loadBalancer,
                kubernetesVersion,
                names,
                Map.of(),
                new Device(Platform.AzureStackEdge));
    }

    /** A cluster whose DNS is asked nothing. */
    public Observed(
            SortedMap<ObjectRef, LiveObject> objects,
            Map<Area, Access> rights,
            Map<String, Access> namespaces,
            LoadBalancer loadBalancer,
            String kubernetesVersion) {
        this(objects, rights, namespaces, loadBalancer, kubernetesVersion, Map.of());
    }

    /** Copies the collections. */
    public Observed {
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        rights = Map.copyOf(rights);
        namespaces = Map.copyOf(namespaces);
        names = Map.copyOf(names);
        tooLarge = Map.copyOf(tooLarge);
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

    /** What the module may do with all that apps consist of in {@code namespace}; nothing where no apps may be. */
    public Access apps(String namespace) {
        return namespaces.getOrDefault(namespace, Access.NONE);
    }

    /** What the cluster's DNS answers to {@code question}. */
    public NameAnswer answer(NameQuestion question) {
        return names.getOrDefault(question, NameAnswer.NONE);
    }

    /** The same cluster with what its DNS answers. */
    public Observed with(Map<NameQuestion, NameAnswer> answers) {
        return new Observed(objects, rights, namespaces, loadBalancer, kubernetesVersion, answers, tooLarge, device);
    }

    /** The same cluster with areas that hold more than the module has memory for. */
    public Observed withTooLarge(Map<Area, String> reasons) {
        return new Observed(objects, rights, namespaces, loadBalancer, kubernetesVersion, names, reasons, device);
    }

    /** The same cluster as another device. */
    public Observed on(Device other) {
        return new Observed(objects, rights, namespaces, loadBalancer, kubernetesVersion, names, tooLarge, other);
    }

    /** What kind of cluster it is. */
    public Platform platform() {
        return device.platform();
    }

    /**
     * The problem that the module cannot read or write an area.
     *
     * @param what what it cannot do, and what follows
     */
    public Problem obstacle(String path, Area area, String what) {
        String large = tooLarge.get(area);
        return large == null
                ? new Problem(path, Code.NoRights, "the module may not " + what + "; apply " + area.file())
                : new Problem(path, Code.TooLarge, "the module cannot " + what + ": " + large);
    }

    /** What the module may do in {@code area}; with apps the least that it may in a namespace of theirs. */
    public Access access(Area area) {
        return area == Area.APPS
                ? namespaces.values().stream().max(Comparator.naturalOrder()).orElse(Access.NONE)
                : rights.getOrDefault(area, Access.NONE);
    }
}
