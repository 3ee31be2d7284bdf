package io.fairlead.page.view;

import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who makes the addresses of a Service known to the network, as MetalLB's speakers say of themselves.
 *
 * @param byService the nodes by Service, as {@code node-a (L2)}
 */
record Announcers(Map<ObjectRef, SortedSet<String>> byService) {

    static Announcers of(Optional<Observed> observed) {
        Map<ObjectRef, SortedSet<String>> byService = new TreeMap<>();
        observed.ifPresent(cluster -> {
            add(byService, cluster, "ServiceL2Status", "L2");
            add(byService, cluster, "ServiceBGPStatus", "BGP");
        });
        return new Announcers(byService);
    }

    private static void add(Map<ObjectRef, SortedSet<String>> byService, Observed observed, String kind, String how) {
        observed.stream(kind).forEach(object -> {
            Fields says = object.body().at("status");
            ObjectRef service = ObjectRef.service(
                    says.text("serviceNamespace").orElse(""),
                    says.text("serviceName").orElse(""));
            says.text("node")
                    .filter(node -> !node.isEmpty())
                    .ifPresent(node -> byService
                            .computeIfAbsent(service, none -> new TreeSet<>())
                            .add(node + " (" + how + ")"));
        });
    }

    List<String> of(ObjectRef service) {
        return List.copyOf(byService.getOrDefault(service, new TreeSet<>()));
    }
}
