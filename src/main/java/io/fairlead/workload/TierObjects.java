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
 * The Kubernetes objects of a tier, for server-side apply: canonical, so that a second apply changes nothing, and without a
 * field that somebody else may want to own. Same tier, same objects, in the same order of fields.
 */
public final class TierObjects {

    /** How long a rollout may stand still before Kubernetes calls it failed, seconds: an image over a slow link fits in. */
    static final int PROGRESS_DEADLINE = 300;

    private static final int REVISIONS_KEPT = 3;

    private TierObjects() {}

    /**
     * The tier's Deployment.
     *
     * @param tier the tier
     * @param app its app, where the tiers it needs are found
     * @param namespace the namespace of the app
     * @param kubernetesVersion the API server's version ({@code v1.28.3})
     */
    public static Manifest deployment(Tier tier, App app, String namespace, String kubernetesVersion) {
        ObjectRef ref = ObjectRef.deployment(namespace, tier.objectName());
        Tree spec = new Tree()
                .put("replicas", tier.replicas())
                .put("revisionHistoryLimit", REVISIONS_KEPT)
                .put("progressDeadlineSeconds", PROGRESS_DEADLINE)
                .put("selector", new Tree().put("matchLabels", TierLabels.selector(tier)))
                .put("strategy", strategy(tier))
                .put("template", PodTemplate.of(tier, app, kubernetesVersion));
        return manifest(ref, metadata(tier), spec);
    }

    /**
     * The tier's Services, none where nothing reaches it. An IPv6 pin makes a single-stack IPv6 Service, since MetalLB
     * wants the Service's family to be the address's (<a href="https://metallb.io/usage/#ipv6-and-dual-stack-services">MetalLB
     * usage</a>); the API server refuses it where the cluster has no IPv6 range of cluster IPs, and never changes the
     * family of a Service that exists.
     *
     * @param tier the tier
     * @param namespace the namespace of the app
     * @param placement the address and pool of an external tier; of no account for another
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

    /** What is in the metadata of the objects of a tier beside their name. */
    static Tree metadata(Tier tier) {
        return new Tree().put("labels", TierLabels.all(tier));
    }

    /**
     * New pods must be ready before old ones go, so a rollout costs no capacity and a bad image no outage. With GPUs an old
     * one goes first: a device has no spare GPU, and the new pod would wait for ever for the one that the old pod has.
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
