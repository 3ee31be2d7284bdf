package io.fairlead.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the ledger remembers of apps with {@code onFailure: rollBack}, by the id of the app.
 *
 * @param trials the versions in force that are not yet known to be good
 * @param undone the versions that were undone, as long as the twin says the same
 */
public record AppReturns(SortedMap<String, AppTrial> trials, SortedMap<String, Undone> undone) {

    /** Of no app. */
    public static final AppReturns NONE = new AppReturns(new TreeMap<>(), new TreeMap<>());

    /** Copies the maps. */
    public AppReturns {
        trials = Collections.unmodifiableSortedMap(new TreeMap<>(trials));
        undone = Collections.unmodifiableSortedMap(new TreeMap<>(undone));
    }
}
