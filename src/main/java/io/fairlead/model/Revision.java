package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parts that were in force together.
 *
 * @param number the ledger's revision at that time
 * @param documentVersion the {@code $version} of the document that brought the last change
 * @param network the network part
 * @param apps the text of each app
 */
public record Revision(
        long number, long documentVersion, Optional<StoredPart> network, SortedMap<String, StoredPart> apps) {

    /** Copies the apps. */
    public Revision {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
    }
}
