package io.fairlead.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One app of the twin.
 *
 * @param id its key in the twin
 * @param tiers its tiers by id, at least one
 */
public record App(String id, SortedMap<String, Tier> tiers) {

    /** Copies the tiers. */
    public App {
        tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    }
}
