package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of a tier that only create options have.
 *
 * @param workingDir the container's working directory
 * @param annotations annotations of its pods
 * @param recreate whether a rollout stops the old pods before it starts new ones
 */
public record TierOptions(Optional<String> workingDir, SortedMap<String, String> annotations, boolean recreate) {

    /** No settings. */
    public static final TierOptions NONE = new TierOptions(Optional.empty(), new TreeMap<>(), false);

    /** Copies the annotations. */
    public TierOptions {
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
