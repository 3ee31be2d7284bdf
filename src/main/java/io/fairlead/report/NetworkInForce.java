package io.fairlead.report;

import io.fairlead.model.Network;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The network part in force.
 *
 * @param network what it says
 * @param json its text, an object; {@code {}} where there never was one
 * @param draining how many addresses a pool, by id, no longer gives out while they are still in use; 0 where it is not named
 */
public record NetworkInForce(Network network, String json, SortedMap<String, Long> draining) {

    /** No network part yet. */
    public static final NetworkInForce NONE = new NetworkInForce(Network.NONE, "{}", new TreeMap<>());

    /** Copies the map. */
    public NetworkInForce {
        draining = Collections.unmodifiableSortedMap(new TreeMap<>(draining));
    }
}
