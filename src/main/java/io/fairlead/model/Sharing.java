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
 * The terms on which a Service shares its address. MetalLB lets Services of different pods share one if they have the
 * same key, different ports and {@code externalTrafficPolicy: Cluster} (<a
 * href="https://metallb.io/usage/#ip-address-sharing">IP address sharing</a>).
 *
 * @param key its sharing key; empty if it does not share
 * @param backend its selector with {@code externalTrafficPolicy: Local}, else empty, because only then it matters
 * @param ports its ports, for example {@code 80/TCP}
 */
public record Sharing(String key, String backend, Set<String> ports) {

    /** Copies the set. */
    public Sharing {
        ports = Set.copyOf(ports);
    }

    /** A reason why two Services cannot share an address. */
    public enum Obstacle {
        /** A key is missing, or they differ. */
        KEY,
        /** They have different pods, and not both have {@code externalTrafficPolicy: Cluster}. */
        PODS,
        /** They have a port in common. */
        PORTS
    }

    /** The terms of a live or desired Service. */
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

    /** The terms of an external tier. The key is empty if it shares with no other tier. */
    public static Sharing of(Tier tier) {
        return new Sharing(
                tier.share().orElse(""),
                tier.trafficPolicy() == TrafficPolicy.LOCAL ? tier.id().toString() : "",
                tier.ports().stream()
                        .map(port -> port.port() + "/" + port.protocol())
                        .collect(Collectors.toSet()));
    }

    /** Every reason why the two Services cannot share an address; empty if they can. */
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

    /** Why MetalLB gives a Service with these terms no address that {@code holder} has; empty if it does. */
    public Optional<String> refusal(Sharing holder) {
        return obstacles(holder).stream().findFirst().map(first -> switch (first) {
            case KEY -> holder.key.isEmpty() ? "which has no sharing key" : "whose sharing key is " + holder.key;
            case PODS -> "which has other pods, and not both have externalTrafficPolicy Cluster";
            case PORTS -> "which has " + String.join(", ", common(holder)) + " too";
        });
    }
}
