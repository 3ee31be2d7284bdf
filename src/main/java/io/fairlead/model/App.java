package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One app of the twin.
 *
 * @param id its key in the twin
 * @param namespace the namespace that the twin names; empty for the module's default
 * @param tiers its tiers by id, at least one
 * @param isolate whether its internal tiers can be reached only from its own tiers
 * @param onFailure what becomes of this version if it does not become Ready
 */
public record App(
        String id, Optional<String> namespace, SortedMap<String, Tier> tiers, boolean isolate, OnFailure onFailure) {

    /** An app whose version stays in force, whatever becomes of it. */
    public App(String id, Optional<String> namespace, SortedMap<String, Tier> tiers, boolean isolate) {
        this(id, namespace, tiers, isolate, OnFailure.KEEP);
    }

    /** Copies the tiers. */
    public App {
        tiers = Collections.unmodifiableSortedMap(new TreeMap<>(tiers));
    }
}
