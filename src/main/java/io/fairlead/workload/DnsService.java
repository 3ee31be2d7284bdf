package io.fairlead.workload;

import io.fairlead.model.Fields;
import io.fairlead.model.Labels;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Placement;
import io.fairlead.model.Protocol;
import io.fairlead.model.TrafficPolicy;
import java.util.List;
import java.util.Optional;

/** A Service through which the cluster's DNS answers clients on the LAN. */
public final class DnsService {

    private static final long PORT = 53;

    private DnsService() {}

    /**
     * The Service of one protocol, because not every Kubernetes version supports a Service with both.
     *
     * @param ref its reference
     * @param protocol its protocol
     * @param dns the cluster's own DNS Service, whose pods and ports it uses
     * @param placement its address, and the key for sharing it with the Service of the other protocol
     */
    public static Manifest of(ObjectRef ref, Protocol protocol, LiveObject dns, Placement placement) {
        Tree metadata = new Tree().put("labels", new Tree().put(Labels.MANAGED_BY.key(), Labels.FAIRLEAD));
        Tree spec = new Tree()
                .put("type", "LoadBalancer")
                .put("selector", dns.body().at("spec", "selector").map())
                .put("ports", List.of(port(protocol, dns).map()));
        BalancedService.place(metadata, spec, TrafficPolicy.CLUSTER, placement);
        return TierObjects.manifest(ref, metadata, spec);
    }

    /** Port 53, with the target of the cluster's own Service. */
    private static Tree port(Protocol protocol, LiveObject dns) {
        Fields same = dns.body().each("spec", "ports").stream()
                .filter(port -> port.number("port").equals(Optional.of(PORT))
                        && port.text("protocol").orElse("TCP").equals(protocol.name()))
                .findFirst()
                .orElse(Fields.EMPTY);
        Object target = same.text("targetPort")
                .<Object>map(name -> name)
                .orElse(same.number("targetPort").orElse(PORT));
        return new Tree()
                .put("name", "dns")
                .put("port", PORT)
                .put("targetPort", target)
                .put("protocol", protocol.name());
    }
}
