package io.fairlead.page.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import io.fairlead.page.PageWorld;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The address map: what each address is. */
class AddressMapTest {

    private final PageWorld world = new PageWorld().pool("default", "192.0.2.1-192.0.2.8");

    private List<String> map() {
        AddressMap map = AddressMap.of(world.report());
        List<String> lines = new ArrayList<>();
        map.pools().forEach(pool -> pool.runs().forEach(run -> lines.add(text(run))));
        map.outside().forEach(taken -> lines.add("outside " + taken.address()));
        return lines;
    }

    private static String text(PoolMap.Run run) {
        return switch (run) {
            case PoolMap.Open open -> open.range() + " " + open.state().words();
            case PoolMap.Taken taken ->
                taken.taken().address() + " " + taken.taken().state().words() + " "
                        + taken.taken().who();
        };
    }

    @Test
    void everyStateOfAnAddressIsTold() {
        world.keepFree = 1;
        world.tier("shop", "192.0.2.2");
        world.service("other", "lb", "192.0.2.4", Map.of());
        world.service("other", "away", "198.51.100.9", Map.of());
        world.service("other", "old", "192.0.2.9", Map.of());
        world.draining.put("default", AddressSet.of("192.0.2.9"));
        world.reservations.put(new TierId("down", "web"), new Reservation(Address.of("192.0.2.5"), true));
        assertEquals(
                List.of(
                        "192.0.2.1-192.0.2.1 free",
                        "192.0.2.2 tier shop/web",
                        "192.0.2.3-192.0.2.3 free",
                        "192.0.2.4 other Service other/lb",
                        "192.0.2.5 reserved down/web",
                        "192.0.2.6-192.0.2.7 free",
                        "192.0.2.8-192.0.2.8 kept free",
                        "192.0.2.9 draining other/old",
                        "outside 198.51.100.9"),
                map());
    }

    @Test
    void anAddressThatIsKeptForATierAndThatAnotherServiceHasIsTheOthers() {
        world.reservations.put(new TierId("shop", "web"), new Reservation(Address.of("192.0.2.1"), true));
        world.service("other", "lb", "192.0.2.1", Map.of());
        assertEquals("192.0.2.1 other Service shop/web, other/lb", map().get(0));
    }

    @Test
    void whatMayNotBeGivenIsLeftOutWhereThePoolSaysSo() {
        world.pools.computeIfPresent(
                "default",
                (id, pool) ->
                        pool.withOnly(AddressSet.of("192.0.2.254-192.0.3.1")).avoidingBuggyIps());
        assertEquals(
                List.of("192.0.2.254-192.0.2.254 free", "192.0.2.255-192.0.3.0 left out", "192.0.3.1-192.0.3.1 free"),
                map());
    }

    @Test
    void withoutAClusterTheMapIsWhatTheLedgerKeeps() {
        world.tier("shop", "192.0.2.2");
        world.draining.put("default", AddressSet.of("192.0.2.9"));
        world.blind = true;
        assertEquals(
                List.of(
                        "192.0.2.1-192.0.2.1 not known",
                        "192.0.2.2 reserved shop/web",
                        "192.0.2.3-192.0.2.8 not known",
                        "192.0.2.9 draining "),
                map());
    }

    @Test
    void aPoolThatLeftTheTwinStaysOnTheMapWhileItsAddressesAreInUse() {
        world.pools.clear();
        world.service("other", "lb", "192.0.2.1", Map.of());
        world.draining.put("gone", AddressSet.of("192.0.2.1"));
        assertEquals(List.of("192.0.2.1 draining other/lb"), map());
    }

    @Test
    void anIpv6PoolIsAsQuickAsAnother() {
        world.pool("six", "2001:db8::/64");
        world.service("other", "lb", "2001:db8::5", Map.of());
        long start = System.nanoTime();
        assertEquals(List.of("2001:db8::-2001:db8::4 free", "2001:db8::5 other Service other/lb"), map().subList(1, 3));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 1000);
    }

    /** The runs of a pool are its addresses, each once and in order. */
    @Property(tries = 200)
    void noAddressIsLostOrTwice(
            @ForAll @Size(max = 12) Set<@IntRange(min = 0, max = 30) Integer> used,
            @ForAll @IntRange(min = 0, max = 40) int keepFree) {
        PageWorld any = new PageWorld().pool("a", "192.0.2.0-192.0.2.15").pool("b", "192.0.2.20-192.0.2.27");
        any.keepFree = keepFree;
        new TreeSet<>(used).forEach(n -> any.service("x", "s" + n, "192.0.2." + n, Map.of()));
        AddressMap map = AddressMap.of(any.report());
        for (PoolMap pool : map.pools()) {
            List<AddressRange> ranges = new ArrayList<>();
            BigInteger sum = BigInteger.ZERO;
            for (PoolMap.Run run : pool.runs()) {
                AddressRange range =
                        run instanceof PoolMap.Open open ? open.range() : new AddressRange(run.first(), run.first());
                assertTrue(
                        ranges.isEmpty() || ranges.get(ranges.size() - 1).last().compareTo(range.first()) < 0);
                ranges.add(range);
                sum = sum.add(range.size());
            }
            assertEquals(
                    Optional.of(new AddressSet(ranges)),
                    Optional.ofNullable(any.pools.get(pool.id())).map(Pool::addresses));
            assertEquals(pool.size(), sum);
        }
        long free = used.stream().filter(n -> n < 16 || (n >= 20 && n <= 27)).count();
        BigInteger kept = map.pools().stream()
                .map(pool -> pool.counts().getOrDefault("kept free", BigInteger.ZERO))
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertEquals(Math.min(keepFree, 24 - free), kept.longValueExact());
    }
}
