package io.fairlead.standin.cluster.objects;

import io.fairlead.standin.cluster.fields.Tracked;
import java.util.Set;

/**
 * Who writes, through which endpoint, and whether it is to last.
 *
 * @param manager the field manager
 * @param subresource empty or {@code status}
 * @param dryRun true where nothing is to be stored
 */
public record Writer(String manager, String subresource, boolean dryRun) {

    /** Kinds whose status endpoint also takes annotations. */
    static final Set<ResourceKind> STATUS_KEEPS_METADATA = Set.of(Catalog.SERVICE, Catalog.DEPLOYMENT);

    /** A writer through the object's own endpoint. */
    public static Writer of(String manager) {
        return new Writer(manager, "", false);
    }

    /** A writer through the status endpoint. */
    public static Writer status(String manager) {
        return new Writer(manager, "status", false);
    }

    boolean toStatus() {
        return subresource.equals("status");
    }

    Tracked tracked(ResourceKind kind) {
        if (!toStatus()) {
            return kind.status() ? Tracked.ALL_BUT_STATUS : Tracked.ALL;
        }
        return STATUS_KEEPS_METADATA.contains(kind) ? Tracked.STATUS_AND_METADATA : Tracked.STATUS;
    }
}
