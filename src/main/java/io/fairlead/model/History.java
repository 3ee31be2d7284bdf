package io.fairlead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The past that the ledger records.
 *
 * @param revisions earlier revisions, the oldest first; the one in force is the ledger itself
 * @param trial the network part in force, while it is on trial
 * @param undone the network part that was undone, until the twin changes it
 * @param held the revision that the direct method {@code rollback} put in force, until the twin changes
 * @param apps the trials and the undone versions of apps
 */
public record History(
        List<Revision> revisions,
        Optional<Trial> trial,
        Optional<Undone> undone,
        Optional<HeldRevision> held,
        AppReturns apps) {

    /** An empty history. */
    public static final History NONE =
            new History(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), AppReturns.NONE);

    /** The maximum number of revisions, including the one in force. */
    public static final int MOST_REVISIONS = 10;

    /** Copies the revisions. */
    public History {
        revisions = List.copyOf(revisions);
    }

    /**
     * A copy with one more revision. If there are too many, the oldest is removed.
     *
     * @param needed the number of a revision that must not be removed; 0 for none
     */
    public History with(Revision revision, long needed) {
        List<Revision> kept = new ArrayList<>(revisions);
        kept.add(revision);
        if (kept.size() >= MOST_REVISIONS) {
            kept.remove(kept.get(0).number() == needed ? 1 : 0);
        }
        return new History(kept, trial, undone, held, apps);
    }

    /** A copy with another trial and undone network part. */
    public History with(Optional<Trial> nextTrial, Optional<Undone> nextUndone) {
        return new History(revisions, nextTrial, nextUndone, held, apps);
    }

    /** A copy with another held revision, or none. */
    public History holding(Optional<HeldRevision> next) {
        return new History(revisions, trial, undone, next, apps);
    }

    /** The same with other findings about the apps. */
    public History with(AppReturns next) {
        return new History(revisions, trial, undone, held, next);
    }
}
