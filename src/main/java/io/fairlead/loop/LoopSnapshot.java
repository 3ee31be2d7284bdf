package io.fairlead.loop;

import io.fairlead.model.App;
import io.fairlead.model.Ledger;
import io.fairlead.model.Observed;
import io.fairlead.model.ParsedDocument;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of the loop at the end of its last cycle.
 *
 * @param document the newest document as the twin has it; empty before the first
 * @param observed the cluster
 * @param ledger the ledger in force
 * @param apps the apps in force
 */
public record LoopSnapshot(
        Optional<ParsedDocument> document, Observed observed, Ledger ledger, SortedMap<String, App> apps) {

    /** Copies the apps. */
    public LoopSnapshot {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
    }
}
