package io.fairlead.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A version of an app that came into force and is not yet known to be good.
 *
 * @param revision the revision that it came into force with
 * @param lastGood the version before it, of which all tiers were Ready
 * @param tiers the ids of the tiers that were Ready then and had pods
 */
public record AppTrial(long revision, StoredPart lastGood, SortedSet<String> tiers) {

    /** Copies the tiers. */
    public AppTrial {
        tiers = Collections.unmodifiableSortedSet(new TreeSet<>(tiers));
    }
}
