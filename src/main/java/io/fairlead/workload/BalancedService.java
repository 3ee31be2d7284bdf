package io.fairlead.workload;

import io.fairlead.address.Address;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.Placement;
import io.fairlead.model.Sharing;
import io.fairlead.model.TrafficPolicy;
import java.util.List;

/** What a Service says of the address that a load balancer gives it. */
final class BalancedService {

    private BalancedService() {}

    /** Adds it to the metadata and the spec of a Service. */
    static void place(Tree metadata, Tree spec, TrafficPolicy policy, Placement placement) {
        metadata.put("annotations", annotations(placement));
        spec.put("externalTrafficPolicy", policy == TrafficPolicy.LOCAL ? "Local" : "Cluster");
        placement.pin().ifPresent(pin -> pin(spec, pin, placement.regime()));
    }

    /** Otherwise the pin goes to {@code spec.loadBalancerIP}: MetalLB refuses a Service that has both. */
    private static Tree annotations(Placement placement) {
        Tree annotations = new Tree();
        String prefix = placement.regime().annotationPrefix();
        placement.sharingKey().ifPresent(key -> annotations.put(prefix + Sharing.ANNOTATION, key));
        placement.poolObjectName().ifPresent(pool -> annotations.put(prefix + "address-pool", pool));
        if (placement.regime().pinsByAnnotation()) {
            placement.pin().ifPresent(pin -> annotations.put(prefix + "loadBalancerIPs", pin.toString()));
        }
        return annotations;
    }

    private static void pin(Tree spec, Address pin, LoadBalancer regime) {
        if (!regime.pinsByAnnotation()) {
            spec.put("loadBalancerIP", pin.toString());
        }
        if (!pin.isIpv4()) {
            spec.put("ipFamilyPolicy", "SingleStack").put("ipFamilies", List.of("IPv6"));
        }
    }
}
