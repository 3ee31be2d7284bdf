package io.fairlead.report;

import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.TierId;
import java.util.HashMap;
import java.util.Map;

/**
 * The names by which pods of any namespace reach internal tiers. They leave out the cluster's domain: only the kubelets
 * know it, and the search list that they give each pod completes the name (<a
 * href="https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for Services and Pods</a>).
 */
public final class InternalNames {

    private InternalNames() {}

    /** The name of each tier whose Service has only a cluster IP. */
    public static Map<TierId, String> of(Observed observed) {
        Map<TierId, String> names = new HashMap<>();
        observed.stream("Service")
                .filter(LiveObject::isFairleads)
                .filter(InternalNames::hasClusterIpAlone)
                .forEach(service -> service.tier()
                        .ifPresent(tier -> names.put(
                                tier, service.ref().name() + "." + service.ref().namespace() + ".svc")));
        return names;
    }

    private static boolean hasClusterIpAlone(LiveObject service) {
        return service.body().text("spec", "type").orElse("ClusterIP").equals("ClusterIP")
                && !service.body().text("spec", "clusterIP").orElse("").isEmpty()
                && !service.isTerminating();
    }
}
