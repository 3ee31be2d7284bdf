package io.fairlead.report;

import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The apps and their state.
 *
 * @param apps the apps in force
 * @param health the health of the tiers in force, if it was judged
 * @param removing the remaining objects of tiers that left the twin
 * @param refused the apps whose newest text was refused, whether or not an older one runs, each with the code of the
 *      reason
 */
public record Workloads(
        SortedMap<String, App> apps,
        SortedMap<TierId, TierHealth> health,
        SortedMap<TierId, List<ObjectRef>> removing,
        SortedMap<String, Optional<Code>> refused) {

    /** No apps. */
    public static final Workloads NONE =
            new Workloads(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    /** Copies the collections. */
    public Workloads {
        apps = Collections.unmodifiableSortedMap(new TreeMap<>(apps));
        health = Collections.unmodifiableSortedMap(new TreeMap<>(health));
        removing = Collections.unmodifiableSortedMap(new TreeMap<>(removing));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /** A copy without any state read from the cluster. */
    public Workloads unseen() {
        return new Workloads(apps, new TreeMap<>(), new TreeMap<>(), refused);
    }
}
