package io.fairlead.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A network part in force that is on trial.
 *
 * @param revision the revision in which it came into force
 * @param lastGood the network part before it
 * @param tiers the tiers that were reachable before it and whose apps have not changed since
 * @param nodes the state of each node at that time; a node that changes can also explain an outage
 */
public record Trial(long revision, StoredPart lastGood, SortedSet<TierId> tiers, SortedMap<String, String> nodes) {

    /** Copies the collections. */
    public Trial {
        tiers = Collections.unmodifiableSortedSet(new TreeSet<>(tiers));
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    }
}
