package io.fairlead.report;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Revision;
import java.time.Instant;
import java.util.List;

/**
 * Revisions and repairs.
 *
 * @param revisions the revisions for a rollback, the oldest first, and the one in force
 * @param repaired the objects that others changed and that were restored in this cycle
 * @param lately recent repairs, the oldest first
 */
public record Past(List<Revision> revisions, List<ObjectRef> repaired, List<Repair> lately) {

    /** No revisions or repairs. */
    public static final Past NONE = new Past(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Past {
        revisions = List.copyOf(revisions);
        repaired = List.copyOf(repaired);
        lately = List.copyOf(lately);
    }

    /** A copy without repairs of this cycle. */
    public Past withoutNews() {
        return new Past(revisions, List.of(), lately);
    }

    /**
     * The repair of an object that others changed.
     *
     * @param object the object
     * @param at when it was repaired
     */
    public record Repair(ObjectRef object, Instant at) {}
}
