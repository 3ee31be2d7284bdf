package io.fairlead.report;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Revision;
import java.time.Instant;
import java.util.List;

/**
 * What was before.
 *
 * @param revisions the revisions that can be gone back to, the oldest first, and the one in force
 * @param repaired the objects that others had changed and that were just put right
 * @param lately what was put right of late, the oldest first
 */
public record Past(List<Revision> revisions, List<ObjectRef> repaired, List<Repair> lately) {

    /** Nothing. */
    public static final Past NONE = new Past(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Past {
        revisions = List.copyOf(revisions);
        repaired = List.copyOf(repaired);
        lately = List.copyOf(lately);
    }

    /** The same, with nothing that was just put right. */
    public Past withoutNews() {
        return new Past(revisions, List.of(), lately);
    }

    /**
     * An object that others had changed, and that was put right.
     *
     * @param object which one
     * @param at when
     */
    public record Repair(ObjectRef object, Instant at) {}
}
