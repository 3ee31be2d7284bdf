package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.network.metallb.MetalLb;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How much of a pool is given out. */
class PoolUsageTest {

    private static Observed services(String... addresses) {
        TreeMap<ObjectRef, LiveObject> objects = new TreeMap<>();
        for (int i = 0; i < addresses.length; i++) {
            ObjectRef ref = ObjectRef.service("apps", "s" + i);
            Map<String, Object> status = Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", addresses[i]))));
            objects.put(ref, new LiveObject(ref, "uid", "1", new Fields(Map.of("status", status)), Fields.EMPTY));
        }
        return new Observed(objects, Map.of(), Map.of(), MetalLb.CRD, "v1.34.0");
    }

    private static PoolUsage usage(String addresses, boolean avoidBuggyIps, Observed observed) {
        return PoolUsage.of(
                new Pool("default", AddressSet.of(addresses), true, avoidBuggyIps, Advertise.L2, List.of(), List.of()),
                observed,
                List.of(Address.of("192.0.2.6"), Address.of("192.0.2.7"), Address.of("198.51.100.1")));
    }

    @Test
    void anybodysServiceCountsOnceAnAddressAndWhatIsReservedIsNotFree() {
        assertEquals(
                new PoolUsage(5, 2, 2),
                usage(
                        "192.0.2.6-192.0.2.10",
                        false,
                        services("192.0.2.6", "192.0.2.10", "192.0.2.10", "192.0.2.11", "2001:db8::1")));
    }

    @Test
    void addressesThatAreAvoidedAreNotThere() {
        assertEquals(new PoolUsage(254, 1, 251), usage("192.0.2.0/24", true, services("192.0.2.0", "192.0.2.1")));
        assertEquals(new PoolUsage(256, 2, 252), usage("192.0.2.0/24", false, services("192.0.2.0", "192.0.2.1")));
    }

    @Test
    void anIpv6PoolEndsAtWhatATwinHolds() {
        assertEquals(
                new PoolUsage(PoolUsage.MOST, 1, PoolUsage.MOST), usage("2001:db8::/64", true, services("2001:db8::")));
    }

    @Property
    void theCountOfAvoidedAddressesIsThatOfLookingAtEachOne(
            @ForAll @IntRange(max = 1000) int from, @ForAll @IntRange(max = 1200) int length) {
        Address first = Address.of("10.0.0.0").plus(from).orElseThrow();
        Address last = first.plus(length).orElseThrow();
        long each = 0;
        for (int i = 0; i <= length; i++) {
            each += first.plus(i).orElseThrow().isBuggy() ? 0 : 1;
        }
        AddressSet set = AddressSet.of(new AddressRange(first, last));
        assertEquals(each, usage(set.toString(), true, services()).total());
    }
}
