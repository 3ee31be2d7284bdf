package io.fairlead.model;

import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A complete snapshot of the cluster from the watches. It exists only if every watch that it needs has synced.
 *
 * @param live every watched object: all Services, or those of the apps if others may not be read; all Namespaces and
 *      Nodes; EndpointSlices of the apps; Deployments, NetworkPolicies, PodDisruptionBudgets, Pods (without their spec)
 *      and ConfigMaps with Fairlead's label; MetalLB's pools, advertisements, BGP peers, BFD profiles and status
 *      objects; if Calico has IPPools, these, its blocks, all Pods, and the ConfigMaps with the cluster's pod network;
 *      CoreDNS's ConfigMaps
 * @param rights the module's access to each area except apps
 * @param namespaces the module's access to all objects of apps in each namespace that apps may be in
 * @param loadBalancer the load balancer and how it is configured
 * @param kubernetesVersion the API server's version ({@code v1.28.3})
 * @param names the DNS answers for the names that Fairlead has configured
 * @param tooLarge the areas that may be read but are too large for the module's memory, each with a sentence that says
 *      what
 * @param device the kind of cluster, and the module's credential
 */
public record Observed(
        LiveObjects live,
        Map<Area, Access> rights,
        Map<String, Access> namespaces,
        LoadBalancer loadBalancer,
        String kubernetesVersion,
        Map<NameQuestion, NameAnswer> names,
        Map<Area, String> tooLarge,
        Device device) {

    /** An Azure Stack Edge with no area too large. */
    public Observed(
            SortedMap<ObjectRef, LiveObject> objects,
            Map<Area, Access> rights,
            Map<String, Access> namespaces,
            LoadBalancer loadBalancer,
            String kubernetesVersion,
            Map<NameQuestion, NameAnswer> names) {
        this(
                new LiveObjects(objects),
                rights,
                namespaces,
                loadBalancer,
                kubernetesVersion,
                names,
                Map.of(),
                new Device(Platform.AzureStackEdge));
    }

    /** A cluster without questions to its DNS. */
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
        rights = Map.copyOf(rights);
        namespaces = Map.copyOf(namespaces);
        names = Map.copyOf(names);
        tooLarge = Map.copyOf(tooLarge);
    }

    /** All objects. */
    public SortedMap<ObjectRef, LiveObject> objects() {
        return live.all();
    }

    /** The object {@code ref}, if it exists. */
    public Optional<LiveObject> find(ObjectRef ref) {
        return Optional.ofNullable(live.all().get(ref));
    }

    /** All objects of a kind. */
    public List<LiveObject> ofKind(String kind) {
        return stream(kind).toList();
    }

    /** All objects of a kind, as a stream. */
    public Stream<LiveObject> stream(String kind) {
        return live.byKind().getOrDefault(kind, List.of()).stream();
    }

    /** The Services with {@code address} in their status, whether or not Fairlead created them. */
    public Stream<LiveObject> holders(Address address) {
        return live.byAddress().at(address).stream();
    }

    /** The addresses in {@code set} that Services have in their status. */
    public Stream<Address> held(AddressSet set) {
        return live.byAddress().addresses(set);
    }

    /** The EndpointSlices or Pods in {@code namespace} whose labels name the Service or app {@code name}. */
    public Stream<LiveObject> of(String kind, String namespace, String name) {
        return live.byOwner().getOrDefault(new LiveObjects.Owner(kind, namespace, name), List.of()).stream();
    }

    /** The module's access to all objects of apps in {@code namespace}; none if apps may not be there. */
    public Access apps(String namespace) {
        return namespaces.getOrDefault(namespace, Access.NONE);
    }

    /** The DNS answer to {@code question}. */
    public NameAnswer answer(NameQuestion question) {
        return names.getOrDefault(question, NameAnswer.NONE);
    }

    /** A copy with other DNS answers. */
    public Observed with(Map<NameQuestion, NameAnswer> answers) {
        return new Observed(live, rights, namespaces, loadBalancer, kubernetesVersion, answers, tooLarge, device);
    }

    /** A copy with other areas that are too large for the module's memory. */
    public Observed withTooLarge(Map<Area, String> reasons) {
        return new Observed(live, rights, namespaces, loadBalancer, kubernetesVersion, names, reasons, device);
    }

    /** A copy with another device. */
    public Observed on(Device other) {
        return new Observed(live, rights, namespaces, loadBalancer, kubernetesVersion, names, tooLarge, other);
    }

    /** The kind of cluster. */
    public Platform platform() {
        return device.platform();
    }

    /**
     * The problem that the module cannot read or write an area.
     *
     * @param what what it cannot do, and the consequence
     */
    public Problem obstacle(String path, Area area, String what) {
        String large = tooLarge.get(area);
        return large == null
                ? new Problem(path, Code.NoRights, "the module may not " + what + "; apply " + area.file())
                : new Problem(path, Code.TooLarge, "the module cannot " + what + ": " + large);
    }

    /** The module's access to {@code area}; for apps the lowest of all their namespaces. */
    public Access access(Area area) {
        return area == Area.APPS
                ? namespaces.values().stream().max(Comparator.naturalOrder()).orElse(Access.NONE)
                : rights.getOrDefault(area, Access.NONE);
    }
}
