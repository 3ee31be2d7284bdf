package io.fairlead.workload;

import io.fairlead.model.App;
import io.fairlead.model.Expose;
import io.fairlead.model.Labels;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Port;
import io.fairlead.model.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restricts access to an internal tier of an isolated app: only the tiers that need it may reach its ports or, if none does,
 * all tiers of the app. Probes come from the node, which no policy blocks.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network Policies</a>
 */
public final class TierPolicy {

    private TierPolicy() {}

    /** The tier's NetworkPolicy; empty if access is not restricted. */
    public static Optional<Manifest> networkPolicy(Tier tier, App app, String namespace) {
        if (!app.isolate() || tier.expose() != Expose.INTERNAL) {
            return Optional.empty();
        }
        ObjectRef ref = ObjectRef.networkPolicy(namespace, tier.objectName());
        Tree rule = new Tree().put("from", from(tier, app)).put("ports", ports(tier));
        Tree spec = new Tree()
                .put("podSelector", new Tree().put("matchLabels", TierLabels.selector(tier)))
                .put("policyTypes", List.of("Ingress"))
                .put("ingress", List.of(rule.map()));
        return Optional.of(TierObjects.manifest(ref, TierObjects.metadata(tier), spec));
    }

    private static List<Map<String, Object>> from(Tier tier, App app) {
        List<Map<String, Object>> needing = app.tiers().values().stream()
                .filter(other -> other.needs().contains(tier.id().tier()))
                .map(other -> peer(new Tree().put("matchLabels", TierLabels.selector(other))))
                .toList();
        return needing.isEmpty()
                ? List.of(peer(new Tree().put("matchLabels", new Tree().put(Labels.PART_OF.key(), app.id()))))
                : needing;
    }

    private static Map<String, Object> peer(Tree selector) {
        return new Tree().put("podSelector", selector).map();
    }

    private static List<Map<String, Object>> ports(Tier tier) {
        return tier.ports().stream().map(TierPolicy::port).distinct().toList();
    }

    private static Map<String, Object> port(Port port) {
        return new Tree()
                .put("port", port.targetPort())
                .put("protocol", port.protocol().name())
                .map();
    }
}
