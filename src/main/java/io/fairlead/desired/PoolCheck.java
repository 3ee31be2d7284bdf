package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.Pool;
import io.fairlead.model.Sharing;
import io.fairlead.model.SharingGroup;
import io.fairlead.model.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The checks between external tiers and pools: references, requested addresses, and enough addresses for all tiers. */
final class PoolCheck {

    /**
     * An external tier and its problems.
     *
     * @param path its path
     * @param tier the tier
     * @param problems the problems of its app
     */
    private record External(String path, Tier tier, Problems problems) {}

    private final NetworkReader.Draft network;
    private final Problems networkProblems;

    /** Whether all pools of the document could be read. */
    private final boolean allRead;

    private final List<External> external = new ArrayList<>();

    /** The tiers of each {@code share}. */
    private final Map<String, List<External>> byShare = new HashMap<>();

    private PoolCheck(NetworkReader.Draft network, Problems networkProblems, Collection<AppReader.Draft> apps) {
        this.network = network;
        this.networkProblems = networkProblems;
        this.allRead = network.readable() && network.network().pools().keySet().equals(network.named());
        for (AppReader.Draft app : apps) {
            for (TierReader.Draft tier : app.tiers().values()) {
                if (tier.tier().isExternal()) {
                    external.add(new External(tier.path(), tier.tier(), app.problems()));
                }
            }
        }
        external.forEach(tier -> tier.tier()
                .share()
                .ifPresent(key ->
                        byShare.computeIfAbsent(key, any -> new ArrayList<>()).add(tier)));
    }

    static void check(NetworkReader.Draft network, Problems networkProblems, Collection<AppReader.Draft> apps) {
        PoolCheck check = new PoolCheck(network, networkProblems, apps);
        check.external.forEach(check::reference);
        check.addresses();
        check.taken();
        check.sharing();
        if (check.allRead) {
            check.room();
        }
    }

    private void reference(External tier) {
        Optional<String> pool = tier.tier().pool();
        if (!network.readable() || pool.isEmpty() || network.named().contains(pool.get())) {
            return;
        }
        String mend = network.named().isEmpty()
                ? "; `" + NetworkReader.POOLS + "` has none."
                : tier.problems().nearest(pool.get(), network.named());
        tier.problems()
                .add(
                        in(tier.path(), "pool"),
                        Code.UnknownReference,
                        quoted(pool.get()) + " is no pool of the twin" + mend);
    }

    private void addresses() {
        Map<String, Optional<String>> pools = new HashMap<>();
        byShare.forEach((key, tiers) -> pools.put(
                key, tiers.stream().flatMap(tier -> tier.tier().pool().stream()).findFirst()));
        for (External tier : external) {
            Optional<String> named = tier.tier()
                    .share()
                    .map(key -> pools.getOrDefault(key, Optional.empty()))
                    .orElse(tier.tier().pool());
            tier.tier().address().ifPresent(address -> address(tier, address, named));
        }
    }

    private void address(External tier, Address address, Optional<String> named) {
        String path = in(tier.path(), "address");
        if (network.network()
                .nodeRange()
                .filter(nodes -> nodes.contains(address))
                .isPresent()) {
            tier.problems().add(path, Code.ReservedAddress, address + " is in `network.nodes.range`; choose another.");
        }
        boolean read = named.map(
                        id -> network.readable() && network.network().pools().containsKey(id))
                .orElse(allRead);
        boolean anyNamed = !network.named().isEmpty();
        if (read && anyNamed && candidates(named).noneMatch(pool -> pool.gives(address))) {
            String where = named.map(id -> "pool " + quoted(id)).orElse("any pool of the twin");
            tier.problems()
                    .add(
                            path,
                            Code.AddressNotInPool,
                            address + " is not an address that " + where
                                    + " gives out; choose one that is, or widen the pool.");
        }
    }

    private Stream<Pool> candidates(Optional<String> named) {
        return named.map(id -> Stream.ofNullable(network.network().pools().get(id)))
                .orElseGet(() -> network.network().pools().values().stream());
    }

    /**
     * Reports tiers that request the same address without a common {@code share}. Each message names the first other tier.
     */
    private void taken() {
        SortedMap<Address, List<External>> byAddress = new TreeMap<>();
        for (External tier : external) {
            tier.tier()
                    .address()
                    .ifPresent(address -> byAddress
                            .computeIfAbsent(address, any -> new ArrayList<>())
                            .add(tier));
        }
        byAddress.forEach((address, tiers) -> {
            External first = tiers.get(0);
            Optional<External> second =
                    tiers.stream().filter(tier -> !goTogether(tier, first)).findFirst();
            for (External tier : tiers) {
                Optional<External> other = goTogether(tier, first) ? second : Optional.of(first);
                other.ifPresent(found -> tier.problems()
                        .add(
                                in(tier.path(), "address"),
                                Code.AddressTaken,
                                address + " is also asked for by `" + found.path()
                                        + "`; give each tier its own, or give both the same `share` to share it."));
            }
        });
    }

    private static boolean goTogether(External tier, External other) {
        return other.path().equals(tier.path())
                || (tier.tier().share().isPresent()
                        && tier.tier().share().equals(other.tier().share()));
    }

    /** Reports conflicts within a {@code share}. For each key of a tier only the first conflicting tier is reported. */
    private void sharing() {
        for (List<External> together : byShare.values()) {
            ShareClashes clashes =
                    new ShareClashes(together.stream().map(External::tier).toList());
            List<Sharing> terms =
                    together.stream().map(each -> Sharing.of(each.tier())).toList();
            for (int i = 0; i < together.size(); i++) {
                External tier = together.get(i);
                Set<String> told = new HashSet<>();
                for (int other : clashes.candidates(i)) {
                    String name = "`" + together.get(other).path() + "`";
                    SharingGroup.clashes(
                                    tier.tier(),
                                    terms.get(i),
                                    together.get(other).tier(),
                                    terms.get(other),
                                    name)
                            .stream()
                            .filter(clash -> told.add(clash.key()))
                            .forEach(clash -> clash(tier, clash));
                }
            }
        }
    }

    private static void clash(External tier, SharingGroup.Clash clash) {
        tier.problems()
                .add(
                        in(tier.path(), clash.key()),
                        clash.key().equals("ports") ? Code.DuplicatePort : Code.SharingConflict,
                        sentence(clash.message()));
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    /** Checks that there is an address for every tier, and enough that stay free. Runs only if all pools could be read. */
    private void room() {
        new AddressDemand(
                        network.network().pools().values(),
                        external.stream().map(External::tier).toList(),
                        network.network().dns().flatMap(Dns::serve),
                        network.network().policy().keepFree())
                .shortages()
                .forEach(shortage -> networkProblems.add(shortage.path(), Code.PoolTooSmall, shortage.message()));
    }
}
