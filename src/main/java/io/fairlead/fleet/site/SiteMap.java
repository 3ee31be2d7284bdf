package io.fairlead.fleet.site;

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
import java.util.TreeMap;

/**
 * The addresses of a site, by its twin: the pools that it should have, and which of their addresses its module last reported
 * for a tier.
 *
 * @param pools its pools
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
     * @param held those that tiers have, the lowest first
     * @param others how many more are in use, by Services that are no tier's
     */
    public record PoolUse(String id, AddressSet addresses, List<Held> held, long others) {

        /** Copies the list. */
        public PoolUse {
            held = List.copyOf(held);
        }
    }

    /**
     * An address that a tier has.
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
                long used = Json.number(twin.reported("pools", entry.getKey()), "used");
                long own = held.stream().map(Held::address).distinct().count();
                pools.add(new PoolUse(entry.getKey(), addresses, held, Math.max(0, used - own)));
            }
        }
        return new SiteMap(pools, outside);
    }
}
