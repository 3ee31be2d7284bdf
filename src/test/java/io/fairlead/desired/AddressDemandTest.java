package io.fairlead.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Advertise;
import io.fairlead.model.Expose;
import io.fairlead.model.Pool;
import io.fairlead.model.Tier;
import io.fairlead.model.TierBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The count of the addresses that are needed, against trying every way to give them out. */
class AddressDemandTest {

    /** IPv4 addresses around one that ends in 255 and one that ends in 0, then IPv6 ones. */
    private static final int UNIVERSE = 8;

    private static Address address(int number) {
        return number < UNIVERSE / 2
                ? Address.of("10.0.0.254").plus(number).orElseThrow()
                : Address.of("2001:db8::ffff").plus(number).orElseThrow();
    }

    /** Which pool each address is in, 0 for none; whether the pools assign by themselves, and leave addresses out. */
    record Pools(List<Integer> of, List<Boolean> automatic, boolean avoidBuggy) {

        List<Pool> all() {
            List<Pool> pools = new ArrayList<>();
            for (int pool = 1; pool <= automatic.size(); pool++) {
                AddressSet set = AddressSet.EMPTY;
                for (int number = 0; number < UNIVERSE; number++) {
                    if (of.get(number) == pool) {
                        set = set.union(AddressSet.of(new AddressRange(address(number), address(number))));
                    }
                }
                if (!set.isEmpty()) {
                    pools.add(new Pool(
                            "p" + pool, set, automatic.get(pool - 1), avoidBuggy, Advertise.L2, List.of(), List.of()));
                }
            }
            return pools;
        }
    }

    /** What a tier asks for: below 0 a pool, from 0 on an address, empty nothing. */
    private static Tier tier(int number, Optional<Integer> wish) {
        return TierBuilder.of("app", "t" + number)
                .expose(Expose.EXTERNAL, List.of())
                .pool(wish.filter(wanted -> wanted < 0).map(wanted -> "p" + -wanted))
                .address(wish.filter(wanted -> wanted >= 0).map(AddressDemandTest::address))
                .build();
    }

    @Property(tries = 2000)
    void thereIsAShortageExactlyWhereNoWayOfGivingOutServesAll(
            @ForAll("pools") Pools pools,
            @ForAll("wishes") List<Optional<Integer>> wishes,
            @ForAll @IntRange(max = 4) int keepFree) {
        List<Pool> all = pools.all();
        List<Tier> tiers = new ArrayList<>();
        for (Optional<Integer> wish : wishes) {
            Tier tier = tier(tiers.size(), wish);
            if (isPossible(tier, all)) {
                tiers.add(tier);
            }
        }

        boolean enough = new AddressDemand(all, tiers, Optional.empty(), keepFree)
                .shortages()
                .isEmpty();

        assertEquals(canServe(tiers, all, keepFree), enough, () -> all + " " + tiers);
    }

    /** Others have a problem of their own, or are served by a pool that is not the twin's. */
    private static boolean isPossible(Tier tier, List<Pool> pools) {
        if (tier.address().isPresent()) {
            return pools.stream().anyMatch(pool -> pool.gives(tier.address().get()));
        }
        return pools.stream()
                .anyMatch(pool -> tier.pool().map(pool.id()::equals).orElse(pool.autoAssign()));
    }

    private static boolean canServe(List<Tier> tiers, List<Pool> pools, int keepFree) {
        Map<Address, Pool> given = new HashMap<>();
        for (int number = 0; number < UNIVERSE; number++) {
            Address address = address(number);
            pools.stream().filter(pool -> pool.gives(address)).forEach(pool -> given.put(address, pool));
        }
        return pools.isEmpty() || canServe(tiers, 0, given, new HashSet<>(), keepFree);
    }

    private static boolean canServe(
            List<Tier> tiers, int next, Map<Address, Pool> given, Set<Address> taken, int keepFree) {
        if (next == tiers.size()) {
            return given.size() - taken.size() >= keepFree;
        }
        Tier tier = tiers.get(next);
        for (Map.Entry<Address, Pool> entry : given.entrySet()) {
            boolean asked = tier.address().isPresent();
            boolean fits = asked
                    ? tier.address().get().equals(entry.getKey())
                    : tier.pool()
                                    .map(entry.getValue().id()::equals)
                                    .orElse(entry.getValue().autoAssign())
                            && !taken.contains(entry.getKey())
                            && tiers.stream().noneMatch(other -> other.address().equals(Optional.of(entry.getKey())));
            if (fits) {
                boolean added = taken.add(entry.getKey());
                if (canServe(tiers, next + 1, given, taken, keepFree)) {
                    return true;
                }
                if (added) {
                    taken.remove(entry.getKey());
                }
            }
        }
        return false;
    }

    @Provide
    Arbitrary<Pools> pools() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3).list().ofSize(UNIVERSE),
                        Arbitraries.of(true, true, false).list().ofSize(3),
                        Arbitraries.of(true, false))
                .as(Pools::new);
    }

    @Provide
    Arbitrary<List<Optional<Integer>>> wishes() {
        Arbitrary<Optional<Integer>> wish =
                Arbitraries.integers().between(-3, UNIVERSE - 1).optional(0.6);
        return wish.list().ofMaxSize(6);
    }
}
