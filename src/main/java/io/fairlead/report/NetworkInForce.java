package io.fairlead.report;

import io.fairlead.model.Pool;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network part in force.
 *
 * @param pools its pools, by id, with the addresses that may be given out of them
 * @param json its text, an object; {@code {}} where there never was one
 * @param draining how many addresses a pool, by id, no longer gives out while they are still in use; 0 where it is not named
 */
public record NetworkInForce(SortedMap<String, Pool> pools, String json, SortedMap<String, Long> draining) {

    /** No network part yet. */
    public static final NetworkInForce NONE = new NetworkInForce(new TreeMap<>(), "{}", new TreeMap<>());

    /** Copies the maps. */
    public NetworkInForce {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
        draining = Collections.unmodifiableSortedMap(new TreeMap<>(draining));
    }
}
