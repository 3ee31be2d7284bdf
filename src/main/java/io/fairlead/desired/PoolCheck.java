package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.address.Address;
import io.fairlead.model.Code;
import io.fairlead.model.Dns;
import io.fairlead.model.Pool;
import io.fairlead.model.Sharers;
import io.fairlead.model.Tier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The checks between external tiers and pools: references, addresses asked for, and room for everybody. */
final class PoolCheck {

    /**
     * An external tier and where its problems go.
     *
     * @param path its path
     * @param tier the tier
     * @param problems the problems of its app
     */
    private record External(String path, Tier tier, Problems problems) {}

    private final NetworkReader.Draft network;
    private final Problems networkProblems;
    private final List<External> external = new ArrayList<>();

    private PoolCheck(NetworkReader.Draft network, Problems networkProblems, Collection<AppReader.Draft> apps) {
        this.network = network;
        this.networkProblems = networkProblems;
        for (AppReader.Draft app : apps) {
            for (TierReader.Draft tier : app.tiers().values()) {
                if (tier.tier().isExternal()) {
                    external.add(new External(tier.path(), tier.tier(), app.problems()));
                }
            }
        }
    }

    static void check(NetworkReader.Draft network, Problems networkProblems, Collection<AppReader.Draft> apps) {
        PoolCheck check = new PoolCheck(network, networkProblems, apps);
        check.external.forEach(check::reference);
        check.external.forEach(check::address);
        check.taken();
        check.sharing();
        if (network.readable() && network.network().pools().keySet().equals(network.named())) {
            check.room();
        }
    }

    private void reference(External tier) {
        Optional<String> pool = tier.tier().pool();
        if (!network.readable() || pool.isEmpty() || network.named().contains(pool.get())) {
            return;
        }
        String mend = NearestKey.of(pool.get(), network.named())
                .map(nearest -> "; the nearest is " + quoted(nearest))
                .orElse("; `" + NetworkReader.POOLS + "` has none");
        tier.problems()
                .add(
                        in(tier.path(), "pool"),
                        Code.UnknownReference,
                        quoted(pool.get()) + " is no pool of the twin" + mend + ".");
    }

    private void address(External tier) {
        Optional<Address> address = tier.tier().address();
        if (address.isEmpty()) {
            return;
        }
        String path = in(tier.path(), "address");
        if (network.network()
                .nodeRange()
                .filter(nodes -> nodes.contains(address.get()))
                .isPresent()) {
            tier.problems()
                    .add(path, Code.ReservedAddress, address.get() + " is in `network.nodes.range`; choose another.");
        }
        Optional<String> named = Sharers.of(sharers(tier)).get(0).first().pool();
        boolean allRead = network.readable()
                && network.network()
                        .pools()
                        .keySet()
                        .containsAll(named.map(List::of).orElse(List.copyOf(network.named())));
        boolean anyNamed = !network.named().isEmpty();
        if (allRead && anyNamed && candidates(named).noneMatch(pool -> pool.gives(address.get()))) {
            String where = named.map(id -> "pool " + quoted(id)).orElse("any pool of the twin");
            tier.problems()
                    .add(
                            path,
                            Code.AddressNotInPool,
                            address.get() + " is not an address that " + where
                                    + " gives out; choose one that is, or widen the pool.");
        }
    }

    private Stream<Pool> candidates(Optional<String> named) {
        return network.network().pools().values().stream()
                .filter(pool -> named.isEmpty() || named.get().equals(pool.id()));
    }

    /** The tier and all that have an address with it. */
    private List<Tier> sharers(External tier) {
        return external.stream()
                .filter(other -> other.path().equals(tier.path()) || isSharedWith(tier, other))
                .map(External::tier)
                .toList();
    }

    private static boolean isSharedWith(External tier, External other) {
        return !other.path().equals(tier.path())
                && tier.tier().share().isPresent()
                && tier.tier().share().equals(other.tier().share());
    }

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
            for (External tier : tiers) {
                tiers.stream()
                        .filter(other -> !other.path().equals(tier.path()) && !isSharedWith(tier, other))
                        .findFirst()
                        .ifPresent(other -> tier.problems()
                                .add(
                                        in(tier.path(), "address"),
                                        Code.AddressTaken,
                                        address + " is also asked for by `" + other.path()
                                                + "`; give each tier its own."));
            }
        });
    }

    /** Each key of a tier stands against the first tier only that it clashes with. */
    private void sharing() {
        for (External tier : external) {
            Set<String> told = new HashSet<>();
            external.stream()
                    .filter(other -> isSharedWith(tier, other))
                    .flatMap(other -> Sharers.clashes(tier.tier(), other.tier(), "`" + other.path() + "`").stream())
                    .filter(clash -> told.add(clash.key()))
                    .forEach(clash -> tier.problems()
                            .add(
                                    in(tier.path(), clash.key()),
                                    clash.key().equals("ports") ? Code.DuplicatePort : Code.SharingConflict,
                                    sentence(clash.message())));
        }
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    /** Whether there is an address for every tier, and those that are to stay free; counted where all pools were read. */
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
