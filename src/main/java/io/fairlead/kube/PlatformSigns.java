package io.fairlead.kube;

import io.fairlead.model.LiveObject;
import io.fairlead.model.Observed;
import io.fairlead.model.Platform;
import java.util.Set;
import java.util.stream.Collectors;

/** Detects the platform from what a cluster contains. */
final class PlatformSigns {

    private PlatformSigns() {}

    /** @param server the API server's host */
    static Platform platform(Observed seen, String server) {
        Set<String> labels = seen.stream("Node")
                .flatMap(node -> node.body().at("metadata", "labels").map().keySet().stream())
                .collect(Collectors.toSet());
        return Platform.of(new Platform.Signs(
                server, seen.kubernetesVersion(), names(seen, "Namespace"), names(seen, "Node"), labels));
    }

    private static Set<String> names(Observed seen, String kind) {
        return seen.stream(kind).map(LiveObject::ref).map(ref -> ref.name()).collect(Collectors.toSet());
    }
}
