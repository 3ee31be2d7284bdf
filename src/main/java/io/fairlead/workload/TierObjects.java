package io.fairlead.workload;

import io.fairlead.model.App;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Placement;
import io.fairlead.model.Port;
import io.fairlead.model.Tier;
import java.util.List;
import java.util.Map;

/**
 * The Kubernetes objects of a tier, for server-side apply. They are canonical, so that a second apply changes nothing, and
 * contain no field that another field manager may want to own. The same tier always gives the same objects with the same
 * order of fields.
 */
public final class TierObjects {

    /**
     * How many seconds a rollout may make no progress before Kubernetes reports it as failed: enough to pull an image over a
     * slow link.
     */
    public static final int PROGRESS_DEADLINE = 300;

    private static final int REVISIONS_KEPT = 3;

    /**
     * How many seconds a pod without a probe must run before it counts for a rollout. Such a pod is ready as soon as its
     * program starts; without this time a program that ends at once would be ready for a moment, in which Kubernetes ends
     * an old pod that works.
     */
    private static final int PROVEN_AFTER = 10;

    private TierObjects() {}

    /**
     * The tier's Deployment.
     *
     * @param tier the tier
     * @param app its app, which contains the tiers it needs
     * @param namespace the namespace of the app
     * @param kubernetesVersion the API server's version ({@code v1.28.3})
     */
    public static Manifest deployment(Tier tier, App app, String namespace, String kubernetesVersion) {
        ObjectRef ref = ObjectRef.deployment(namespace, tier.objectName());
        Tree spec = new Tree()
                .put("replicas", tier.replicas())
                .put("revisionHistoryLimit", REVISIONS_KEPT)
                .put("progressDeadlineSeconds", PROGRESS_DEADLINE);
        if (tier.pod().probe().isEmpty()) {
            spec.put("minReadySeconds", PROVEN_AFTER);
        }
        spec.put("selector", new Tree().put("matchLabels", TierLabels.selector(tier)))
                .put("strategy", strategy(tier))
                .put("template", PodTemplate.of(tier, app, kubernetesVersion));
        return manifest(ref, metadata(tier), spec);
    }

    /**
     * The tier's Services; none if no other tier or client reaches it. A requested IPv6 address makes a single-stack IPv6
     * Service, because MetalLB requires the Service and the address to have the same family
     * (<a href="https://metallb.io/usage/#ipv6-and-dual-stack-services">MetalLB usage</a>). The API server refuses it if the
     * cluster has no IPv6 range of cluster IPs, and never changes the family of an existing Service.
     *
     * @param tier the tier
     * @param namespace the namespace of the app
     * @param placement the address and pool of an external tier; ignored for other tiers
     */
    public static List<Manifest> services(Tier tier, String namespace, Placement placement) {
        return tier.services().entrySet().stream()
                .map(service ->
                        service(tier, ObjectRef.service(namespace, service.getKey()), service.getValue(), placement))
                .toList();
    }

    private static Manifest service(Tier tier, ObjectRef ref, List<Port> ports, Placement placement) {
        Tree metadata = metadata(tier);
        Tree spec = new Tree()
                .put("type", tier.isExternal() ? "LoadBalancer" : "ClusterIP")
                .put("selector", TierLabels.selector(tier))
                .put("ports", servicePorts(ports));
        if (tier.isExternal()) {
            BalancedService.place(metadata, spec, tier.trafficPolicy(), placement);
        }
        return manifest(ref, metadata, spec);
    }

    static Manifest manifest(ObjectRef ref, Tree metadata, Tree spec) {
        return Manifest.of(ref, metadata.map(), Map.of("spec", spec.map()));
    }

    /** The metadata of a tier's objects, except their name. */
    static Tree metadata(Tier tier) {
        return new Tree().put("labels", TierLabels.all(tier));
    }

    /**
     * New pods must be ready before old ones stop, so a rollout loses no capacity and a bad image causes no outage. With
     * GPUs an old pod stops first: a device has no spare GPU, and the new pod would wait forever for the GPU of the old one.
     */
    private static Tree strategy(Tier tier) {
        if (tier.pod().options().recreate()) {
            return new Tree().put("type", "Recreate");
        }
        boolean surge = tier.pod().resources().gpu() == 0;
        return new Tree()
                .put("type", "RollingUpdate")
                .put("rollingUpdate", new Tree().put("maxSurge", surge ? 1 : 0).put("maxUnavailable", surge ? 0 : 1));
    }

    private static List<Map<String, Object>> servicePorts(List<Port> ports) {
        return ports.stream()
                .map(port -> new Tree()
                        .put("name", port.name())
                        .put("port", port.port())
                        .put("targetPort", port.targetPort())
                        .put("protocol", port.protocol().name())
                        .map())
                .toList();
    }
}
