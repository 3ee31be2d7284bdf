package io.fairlead.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A network part that came into force and is not yet known to be good.
 *
 * @param revision the revision that it came into force with
 * @param lastGood the network part before it
 * @param tiers the tiers that could be reached before it and whose apps have not changed since
 * @param nodes what was known of each node then; a node that changes explains an outage as well
 */
public record Trial(long revision, StoredPart lastGood, SortedSet<TierId> tiers, SortedMap<String, String> nodes) {

    /** Copies the collections. */
    public Trial {
        tiers = Collections.unmodifiableSortedSet(new TreeSet<>(tiers));
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
}
