package io.fairlead.model;

import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * On what terms a Service shares its address, as MetalLB reads them off the Service (<a
 * href="https://metallb.io/usage/#ip-address-sharing">IP address sharing</a>).
 *
 * @param key its sharing key, empty where it shares with nobody
 * @param backend its selector with {@code externalTrafficPolicy: Local}, else empty: it matters only there
 * @param ports its ports, as in {@code 80/TCP}
 */
public record Sharing(String key, String backend, Set<String> ports) {

    /** The annotation of the key, without its prefix. */
    public static final String ANNOTATION = "allow-shared-ip";

    /** Copies the set. */
    public Sharing {
        ports = Set.copyOf(ports);
    }

    /** The terms of a Service, live or to be. */
    public static Sharing of(Fields service) {
        boolean local = service.text("spec", "externalTrafficPolicy").equals(Optional.of("Local"));
        return new Sharing(
                Stream.of(LoadBalancer.METALLB_CRD, LoadBalancer.METALLB_CRD_OLD)
                        .flatMap(regime ->
                                service
                                        .text("metadata", "annotations", regime.annotationPrefix() + ANNOTATION)
                                        .stream())
                        .findFirst()
                        .orElse(""),
                local ? new TreeMap<>(service.at("spec", "selector").map()).toString() : "",
                service.each("spec", "ports").stream()
                        .map(port -> port.number("port").orElse(0L) + "/"
                                + port.text("protocol").orElse("TCP"))
                        .collect(Collectors.toSet()));
    }

    /** Why MetalLB gives a Service with these terms no address that {@code holder} has; empty where it does. */
    public Optional<String> refusal(Sharing holder) {
        if (!key.equals(holder.key) || key.isEmpty()) {
            return Optional.of(
                    holder.key.isEmpty() ? "which has no sharing key" : "whose sharing key is " + holder.key);
        }
        if (!backend.equals(holder.backend)) {
            return Optional.of("which has other pods, and not both have externalTrafficPolicy Cluster");
        }
        SortedSet<String> common = new TreeSet<>(ports);
        common.retainAll(holder.ports);
        return common.isEmpty() ? Optional.empty() : Optional.of("which has " + String.join(", ", common) + " too");
    }
}
