package io.fairlead.fleet.site;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.address.Address;
import io.fairlead.address.AddressSet;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Network;
import io.fairlead.model.Part;
import io.fairlead.model.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The addresses of a site: the pools in the desired properties of its twin, and the addresses that its module last reported.
 *
 * @param pools the pools, by id
 * @param outside the addresses of tiers that are in no pool
 */
public record SiteMap(List<PoolUse> pools, List<Held> outside) {

    /** Copies the lists. */
    public SiteMap {
        pools = List.copyOf(pools);
        outside = List.copyOf(outside);
    }

    /**
     * A pool.
     *
     * @param id its id
     * @param addresses its addresses
     * @param held the addresses of tiers, sorted
     * @param others the number of addresses that other Services have; empty if it is unknown, so that no address may be
     *     taken for free
     */
    public record PoolUse(String id, AddressSet addresses, List<Held> held, OptionalLong others) {

        /** Copies the list. */
        public PoolUse {
            held = List.copyOf(held);
        }
    }

    /**
     * The address of a tier.
     *
     * @param address the address
     * @param tier the tier, as {@code app/tier}
     * @param phase the tier's phase
     */
    public record Held(Address address, String tier, String phase) {}

    /** The map of a site. */
    public static SiteMap of(SiteTwin twin) {
        List<Held> all = new ArrayList<>();
        SiteHealth health = twin.health();
        health.addresses()
                .forEach((tier, text) -> Address.parse(text)
                        .ifPresent(address ->
                                all.add(new Held(address, tier, health.tiers().getOrDefault(tier, "")))));
        all.sort(Comparator.comparing(Held::address).thenComparing(Held::tier));
        List<PoolUse> pools = new ArrayList<>();
        List<Held> outside = new ArrayList<>(all);
        if (DesiredParser.parse(1, twin.desired()).network() instanceof Part.Accepted<Network> network) {
            for (Map.Entry<String, Pool> entry : new TreeMap<>(network.value().pools()).entrySet()) {
                AddressSet addresses = entry.getValue().addresses();
                List<Held> held = all.stream()
                        .filter(one -> addresses.contains(one.address()))
                        .toList();
                outside.removeAll(held);
                pools.add(new PoolUse(entry.getKey(), addresses, held, others(twin, entry.getKey(), held)));
            }
        }
        return new SiteMap(pools, outside);
    }

    /**
     * A module that may not read Services reports no {@code used}. While the module has another text of the pool in force, or
     * does not report it, the usage may be of other addresses.
     */
    private static OptionalLong others(SiteTwin twin, String pool, List<Held> held) {
        JsonObject usage = twin.reported("pools", pool);
        JsonObject inForce = twin.reported("network", "value", "services", "pools");
        JsonElement desired = SiteTwin.pools(twin.desired()).get(pool);
        boolean isInForce = desired != null && desired.equals(inForce.get(pool));
        if (!isInForce || Json.text(usage, "used").isEmpty()) {
            return OptionalLong.empty();
        }
        long own = held.stream().map(Held::address).distinct().count();
        return OptionalLong.of(Math.max(0, Json.number(usage, "used") - own));
    }
}
