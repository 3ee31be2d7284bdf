package io.fairlead.workload;

import io.fairlead.model.Placement;
import io.fairlead.model.ServiceFields;
import io.fairlead.model.TrafficPolicy;
import java.util.List;

/** The fields of a Service that concern its address from a load balancer. */
final class BalancedService {

    private BalancedService() {}

    /** Adds the fields to the metadata and the spec of a Service. */
    static void place(Tree metadata, Tree spec, TrafficPolicy policy, Placement placement) {
        ServiceFields fields = placement.fields();
        Tree annotations = new Tree();
        fields.annotations().forEach(annotations::put);
        metadata.put("annotations", annotations);
        spec.put("externalTrafficPolicy", policy == TrafficPolicy.LOCAL ? "Local" : "Cluster");
        fields.spec().forEach(spec::put);
        if (placement.pin().filter(pin -> !pin.isIpv4()).isPresent()) {
            spec.put("ipFamilyPolicy", "SingleStack").put("ipFamilies", List.of("IPv6"));
        }
    }
}
