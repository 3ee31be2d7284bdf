package io.fairlead.desired;

import io.fairlead.model.Port;
import io.fairlead.model.Protocol;
import io.fairlead.model.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Selects the tiers with one {@code share} that a tier must be compared with: the first with a port in common, the first of
 * all, and the first with another address or pool. The first conflict of any kind is always with one of these.
 */
final class ShareClashes {

    /**
     * A port of the shared address.
     *
     * @param number its number
     * @param protocol its protocol
     */
    private record PortKey(int number, Protocol protocol) {
        static PortKey of(Port port) {
            return new PortKey(port.port(), port.protocol());
        }
    }

    /**
     * The first two tiers that have a certain value.
     *
     * @param first the first
     * @param second the second, or the first again if there is no other
     */
    private record FirstTwo(int first, int second) {
        FirstTwo and(int next) {
            return second == first ? new FirstTwo(first, next) : this;
        }

        int otherThan(int tier) {
            return first == tier ? second : first;
        }
    }

    private final List<Tier> tiers;
    private final Map<PortKey, FirstTwo> ports = new HashMap<>();
    private final Optional<FirstTwo> addresses;
    private final Optional<FirstTwo> pools;

    ShareClashes(List<Tier> tiers) {
        this.tiers = List.copyOf(tiers);
        for (int i = 0; i < tiers.size(); i++) {
            int tier = i;
            tiers.get(i).ports().stream()
                    .map(PortKey::of)
                    .distinct()
                    .forEach(port -> ports.merge(port, new FirstTwo(tier, tier), (known, same) -> known.and(tier)));
        }
        this.addresses = different(Tier::address);
        this.pools = different(Tier::pool);
    }

    /** The first tier that sets a value, and the first that sets a different one. */
    private <T> Optional<FirstTwo> different(Function<Tier, Optional<T>> what) {
        Optional<FirstTwo> found = Optional.empty();
        for (int i = 0; i < tiers.size(); i++) {
            Optional<T> named = what.apply(tiers.get(i));
            if (named.isPresent() && found.isEmpty()) {
                found = Optional.of(new FirstTwo(i, i));
            } else if (named.isPresent()
                    && !named.equals(what.apply(tiers.get(found.orElseThrow().first())))) {
                return Optional.of(found.orElseThrow().and(i));
            }
        }
        return found;
    }

    /** The tiers to compare {@code tier} with, in order. */
    NavigableSet<Integer> candidates(int tier) {
        NavigableSet<Integer> candidates = new TreeSet<>(List.of(tier == 0 ? 1 : 0));
        tiers.get(tier).ports().stream()
                .map(port -> ports.get(PortKey.of(port)))
                .mapToInt(holders -> holders == null ? tier : holders.otherThan(tier))
                .filter(other -> other != tier)
                .min()
                .ifPresent(candidates::add);
        addresses.ifPresent(two -> candidates.addAll(List.of(two.first(), two.second())));
        pools.ifPresent(two -> candidates.addAll(List.of(two.first(), two.second())));
        candidates.removeIf(other -> other == tier || other >= tiers.size());
        return candidates;
    }
}
