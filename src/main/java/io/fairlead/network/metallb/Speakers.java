package io.fairlead.network.metallb;

import io.fairlead.model.Fields;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The nodes that announce each Service, as MetalLB's speakers report them. */
final class Speakers {

    private Speakers() {}

    static Map<ObjectRef, SortedSet<String>> of(Observed observed) {
        Map<ObjectRef, SortedSet<String>> byService = new TreeMap<>();
        add(byService, observed, Announcement.L2_STATUS, "L2");
        add(byService, observed, Announcement.BGP_STATUS, "BGP");
        return byService;
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
}
