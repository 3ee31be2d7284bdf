package io.fairlead.model;

import java.util.Set;

/**
 * A custom kind that the module reads if the API server serves it.
 *
 * @param apiVersion its group and version
 * @param kind its name
 * @param neededBy the areas that are unknown without it
 */
public record CustomKind(String apiVersion, String kind, Set<Area> neededBy) {

    /** Copies the set. */
    public CustomKind {
        neededBy = Set.copyOf(neededBy);
    }
}
