package io.fairlead.model;

import io.fairlead.address.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * External tiers that share one address: all with the same {@code share}, or a single tier without one.
 *
 * @param tiers the tiers in order, each with the pool and the address that any of them names
 */
public record SharingGroup(List<Tier> tiers) {

    /** The maximum number of ports in a message. */
    private static final int MOST_SHOWN = 10;

    /** Copies the list. */
    public SharingGroup {
        tiers = List.copyOf(tiers);
    }

    /**
     * Why two tiers cannot share an address.
     *
     * @param key the tier's key that conflicts
     * @param message the other tier, why, and what to do
     */
    public record Clash(String key, String message) {}

    /** Groups external tiers, in the order of the first tier of each group. */
    public static List<SharingGroup> of(Collection<Tier> external) {
        SortedMap<String, List<Tier>> byKey = new TreeMap<>();
        List<List<Tier>> all = new ArrayList<>();
        external.stream().sorted(Comparator.comparing(Tier::id)).forEach(tier -> {
            List<Tier> together = tier.share()
                    .map(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>()))
                    .orElseGet(ArrayList::new);
            if (together.isEmpty()) {
                all.add(together);
            }
            together.add(tier);
        });
        return all.stream().map(SharingGroup::joined).toList();
    }

    private static SharingGroup joined(List<Tier> tiers) {
        Optional<String> pool =
                tiers.stream().flatMap(tier -> tier.pool().stream()).findFirst();
        Optional<Address> address =
                tiers.stream().flatMap(tier -> tier.address().stream()).findFirst();
        return new SharingGroup(
                tiers.stream().map(tier -> tier.at(pool, address)).toList());
    }

    /** The first tier. */
    public Tier first() {
        return tiers.get(0);
    }

    /** Whether {@code id} is one of the tiers. */
    public boolean has(TierId id) {
        return tiers.stream().anyMatch(tier -> tier.id().equals(id));
    }

    /** The tier ids, for example {@code shop/web, shop/api}. */
    @Override
    public String toString() {
        return tiers.stream().map(tier -> tier.id().toString()).collect(Collectors.joining(", "));
    }

    /**
     * The conflicts that keep {@code tier} from sharing an address with {@code other}, by the rule of {@link Sharing}
     * and by the addresses and pools that they name; empty if there are none.
     *
     * @param name the name of the other tier in the message
     */
    public static List<Clash> clashes(Tier tier, Tier other, String name) {
        return clashes(tier, Sharing.of(tier), other, Sharing.of(other), name);
    }

    /** The conflicts of two tiers whose terms of sharing are known. */
    public static List<Clash> clashes(Tier tier, Sharing terms, Tier other, Sharing others, String name) {
        Set<Sharing.Obstacle> obstacles = terms.obstacles(others);
        List<Clash> clashes = new ArrayList<>();
        if (obstacles.contains(Sharing.Obstacle.PORTS)) {
            clashes.add(new Clash(
                    "ports",
                    shown(List.copyOf(terms.common(others))) + " is a port of " + name
                            + " too, which has the same `share`; on one address each port is one tier's"));
        }
        if (obstacles.contains(Sharing.Obstacle.PODS) && tier.trafficPolicy() == TrafficPolicy.LOCAL) {
            clashes.add(
                    new Clash(
                            "trafficPolicy",
                            "an address is shared with " + name
                                    + " only if both have Cluster, because their pods differ; use Cluster, or leave `share` out"));
        }
        if (differ(tier.address(), other.address())) {
            clashes.add(new Clash(
                    "address",
                    name + " has the same `share` and asks for "
                            + other.address().orElseThrow() + "; name one address, at any of them"));
        }
        if (differ(tier.pool(), other.pool())) {
            clashes.add(new Clash(
                    "pool",
                    name + " has the same `share` and names pool "
                            + other.pool().orElseThrow() + "; name one pool, at any of them"));
        }
        return clashes;
    }

    private static <T> boolean differ(Optional<T> one, Optional<T> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static String shown(List<String> ports) {
        String shown = ports.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return ports.size() <= MOST_SHOWN ? shown : shown + " and " + (ports.size() - MOST_SHOWN) + " more";
    }
}
