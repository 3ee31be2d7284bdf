package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Cluster IPs out of 172.28.0.0/16 and node ports from 30000, given to Services when they are written. */
final class ServiceAddresses {
    private static final String NETWORK = "172.28.";
    private static final int NODE_PORTS = 30000;

    private final Store store;

    ServiceAddresses(Store store) {
        this.store = store;
    }

    /** Completes a Service; what it had before it keeps. */
    void assign(Optional<JsonObject> before, JsonObject service) {
        JsonObject spec = Json.child(service, "spec");
        if (Json.text(spec, "type").equals("ExternalName")) {
            return;
        }
        clusterIp(before, spec);
        Json.orElse(spec, "ipFamilyPolicy", "SingleStack");
        if (!spec.has("ipFamilies")) {
            spec.add("ipFamilies", Json.ofList(List.of("IPv4")));
        }
        boolean balanced = Json.text(spec, "type").equals("LoadBalancer");
        if (!balanced) {
            spec.remove("allocateLoadBalancerNodePorts");
        }
        if (balanced || Json.text(spec, "type").equals("NodePort")) {
            if (!balanced || Json.flag(spec, true, "allocateLoadBalancerNodePorts")) {
                nodePorts(before, spec);
            }
        } else {
            spec.remove("externalTrafficPolicy");
            Json.objects(spec, "ports").forEach(port -> port.remove("nodePort"));
        }
    }

    private void clusterIp(Optional<JsonObject> before, JsonObject spec) {
        String old =
                before.map(service -> Json.text(service, "spec", "clusterIP")).orElse("");
        if (Json.text(spec, "clusterIP").isEmpty()) {
            String listed = Json.texts(spec, "clusterIPs").stream().findFirst().orElse("");
            spec.addProperty("clusterIP", !listed.isEmpty() ? listed : old.isEmpty() ? freeAddress() : old);
        }
        spec.add("clusterIPs", Json.ofList(List.of(Json.text(spec, "clusterIP"))));
    }

    /** Counts up from 172.28.0.2; .1 is the API server's and .10 the DNS server's, always. */
    private String freeAddress() {
        Set<String> used = new HashSet<>(List.of(NETWORK + "0.1", NETWORK + "0.10"));
        services().forEach(service -> used.add(Json.text(service, "spec", "clusterIP")));
        return IntStream.range(2, 0xffff)
                .mapToObj(i -> NETWORK + (i >> 8) + "." + (i & 0xff))
                .filter(Predicate.not(used::contains))
                .findFirst()
                .orElseThrow(() -> ApiFailure.internal("failed to allocate a serviceIP: range is full"));
    }

    private void nodePorts(Optional<JsonObject> before, JsonObject spec) {
        List<JsonObject> old = new ArrayList<>();
        before.ifPresent(service -> old.addAll(Json.objects(service, "spec", "ports")));
        Set<Integer> used = new HashSet<>();
        services()
                .forEach(service -> Json.objects(service, "spec", "ports")
                        .forEach(port -> used.add(Json.number(port, 0, "nodePort"))));
        for (JsonObject port : Json.objects(spec, "ports")) {
            if (!port.has("nodePort")) {
                int number = old.stream()
                        .filter(other -> samePort(other, port))
                        .mapToInt(other -> Json.number(other, 0, "nodePort"))
                        .filter(taken -> taken > 0)
                        .findFirst()
                        .orElseGet(() -> IntStream.iterate(NODE_PORTS, i -> i + 1)
                                .filter(i -> !used.contains(i))
                                .findFirst()
                                .orElseThrow());
                port.addProperty("nodePort", number);
            }
            used.add(Json.number(port, 0, "nodePort"));
        }
    }

    private static boolean samePort(JsonObject one, JsonObject other) {
        return Json.number(one, 0, "port") == Json.number(other, 0, "port")
                && Json.text(one, "protocol").equals(Json.text(other, "protocol"));
    }

    private List<JsonObject> services() {
        return store.list(Catalog.SERVICE);
    }
}
