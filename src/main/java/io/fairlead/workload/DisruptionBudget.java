package io.fairlead.workload;

import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Tier;
import java.util.Optional;

/**
 * Limits a drain to one pod of a tier at a time. Pods that are not ready never block a drain, so a broken app does not stop
 * an update of the device. Kubernetes supports this since 1.27; before, a tier has no budget.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy">Unhealthy Pod
 *     Eviction Policy</a>
 */
public final class DisruptionBudget {

    private static final int SINCE_MINOR = 27;

    private DisruptionBudget() {}

    /**
     * The tier's PodDisruptionBudget; empty if it has one pod, whose drain a budget would only block, or if Kubernetes is
     * too old.
     *
     * @param tier the tier
     * @param namespace the namespace of the app
     * @param kubernetesVersion the API server's version ({@code v1.28.3})
     */
    public static Optional<Manifest> of(Tier tier, String namespace, String kubernetesVersion) {
        if (tier.replicas() < 2 || !KubernetesVersion.isAtLeast(kubernetesVersion, SINCE_MINOR)) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.disruptionBudget(namespace, tier.objectName());
        Tree spec = new Tree()
                .put("maxUnavailable", 1)
                .put("unhealthyPodEvictionPolicy", "AlwaysAllow")
                .put("selector", new Tree().put("matchLabels", TierLabels.selector(tier)));
        return Optional.of(TierObjects.manifest(ref, TierObjects.metadata(tier), spec));
    }
}
