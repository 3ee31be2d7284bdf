package io.fairlead.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * On what terms a Service shares its address. Services of different pods share one by the same key, with different ports and
 * {@code externalTrafficPolicy: Cluster}, as MetalLB has it (<a href="https://metallb.io/usage/#ip-address-sharing">IP address
 * sharing</a>).
 *
 * @param key its sharing key, empty where it shares with nobody
 * @param backend its selector with {@code externalTrafficPolicy: Local}, else empty: it matters only there
 * @param ports its ports, as in {@code 80/TCP}
 */
public record Sharing(String key, String backend, Set<String> ports) {

    /** Copies the set. */
    public Sharing {
        ports = Set.copyOf(ports);
    }

    /** What keeps two Services from having one address. */
    public enum Obstacle {
        /** One has no key, or another. */
        KEY,
        /** They have different pods, and not both have {@code externalTrafficPolicy: Cluster}. */
        PODS,
        /** They have a port in common. */
        PORTS
    }

    /** The terms of a Service, live or to be. */
    public static Sharing of(LoadBalancer balancer, Fields service) {
        boolean local = service.text("spec", "externalTrafficPolicy").equals(Optional.of("Local"));
        return new Sharing(
                balancer.sharingKey(service),
                local ? new TreeMap<>(service.at("spec", "selector").map()).toString() : "",
                service.each("spec", "ports").stream()
                        .map(port -> port.number("port").orElse(0L) + "/"
                                + port.text("protocol").orElse("TCP"))
                        .collect(Collectors.toSet()));
    }

    /** The terms of an external tier, whose Services have no key where it shares with no other tier. */
    public static Sharing of(Tier tier) {
        return new Sharing(
                tier.share().orElse(""),
                tier.trafficPolicy() == TrafficPolicy.LOCAL ? tier.id().toString() : "",
                tier.ports().stream()
                        .map(port -> port.port() + "/" + port.protocol())
                        .collect(Collectors.toSet()));
    }

    /** Every reason why a Service with these terms and one with those cannot have one address; empty where they can. */
    public Set<Obstacle> obstacles(Sharing holder) {
        Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
        if (!key.equals(holder.key) || key.isEmpty()) {
            obstacles.add(Obstacle.KEY);
        }
        if (!backend.equals(holder.backend)) {
            obstacles.add(Obstacle.PODS);
        }
        if (!Collections.disjoint(ports, holder.ports)) {
            obstacles.add(Obstacle.PORTS);
        }
        return obstacles;
    }

    /** The ports that both have. */
    public SortedSet<String> common(Sharing holder) {
        SortedSet<String> common = new TreeSet<>(ports);
        common.retainAll(holder.ports);
        return common;
    }

    /** Why a Service with these terms is given no address that {@code holder} has; empty where it is. */
    public Optional<String> refusal(Sharing holder) {
        return obstacles(holder).stream().findFirst().map(first -> switch (first) {
            case KEY -> holder.key.isEmpty() ? "which has no sharing key" : "whose sharing key is " + holder.key;
            case PODS -> "which has other pods, and not both have externalTrafficPolicy Cluster";
            case PORTS -> "which has " + String.join(", ", common(holder)) + " too";
        });
    }
}
