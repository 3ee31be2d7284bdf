package io.fairlead.page.view;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The nodes that announce the addresses of Services.
 *
 * @param byService the nodes by Service, for example {@code node-a (L2)}
 */
record Announcers(Map<ObjectRef, SortedSet<String>> byService) {

    static Announcers of(Optional<Observed> observed) {
        return new Announcers(observed.map(cluster -> cluster.loadBalancer().announcers(cluster))
                .orElse(Map.of()));
    }

    /** The nodes that announce a Service; empty if none does or the cluster does not report it. */
    List<String> of(ObjectRef service) {
        return List.copyOf(byService.getOrDefault(service, new TreeSet<>()));
    }
}
