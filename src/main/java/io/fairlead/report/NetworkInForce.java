package io.fairlead.report;

import io.fairlead.address.AddressSet;
import io.fairlead.model.Network;
import io.fairlead.model.Pool;
import io.fairlead.model.Reservation;
import io.fairlead.model.TierId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network part in force.
 *
 * @param pools its pools by id, with the addresses that they may give out
 * @param json its text, an object; {@code {}} if there never was one
 * @param draining by pool id, the addresses that the pool no longer gives out but that are still in use
 * @param settings the settings in the text
 * @param reservations the address reserved for each external tier
 */
public record NetworkInForce(
        SortedMap<String, Pool> pools,
        String json,
        SortedMap<String, AddressSet> draining,
        Network settings,
        SortedMap<TierId, Reservation> reservations) {

    /** No network part yet. */
    public static final NetworkInForce NONE =
            new NetworkInForce(new TreeMap<>(), "{}", new TreeMap<>(), Network.NONE, new TreeMap<>());

    /** Copies the maps. */
    public NetworkInForce {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
        draining = Collections.unmodifiableSortedMap(new TreeMap<>(draining));
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
    }

    /** The number of addresses that pool {@code id} no longer gives out but that are still in use. */
    public long drainingOf(String id) {
        return draining.getOrDefault(id, AddressSet.EMPTY).size().longValueExact();
    }
}
