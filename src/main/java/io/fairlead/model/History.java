package io.fairlead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger remembers of before.
 *
 * @param revisions earlier revisions, the oldest first; the one in force is the ledger itself
 * @param trial the network part in force, while it is not yet known to be good
 * @param undone the network part that was undone, as long as the twin says the same
 * @param held the revision that the direct method {@code rollback} put in force, as long as the twin does not change
 */
public record History(List<Revision> revisions, Optional<Trial> trial, Optional<Undone> undone, Optional<Held> held) {

    /** Nothing happened yet. */
    public static final History NONE = new History(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    /** How many revisions there are at most, the one in force among them. */
    public static final int MOST_REVISIONS = 10;

    /** A history in which no revision is held. */
    public History(List<Revision> revisions, Optional<Trial> trial, Optional<Undone> undone) {
        this(revisions, trial, undone, Optional.empty());
    }

    /** Copies the revisions. */
    public History {
        revisions = List.copyOf(revisions);
    }

    /**
     * The same with one more revision, the oldest given up for it where there are too many.
     *
     * @param needed the number of one that is not given up; 0 for none
     */
    public History with(Revision revision, long needed) {
        List<Revision> kept = new ArrayList<>(revisions);
        kept.add(revision);
        if (kept.size() >= MOST_REVISIONS) {
            kept.remove(kept.get(0).number() == needed ? 1 : 0);
        }
        return new History(kept, trial, undone, held);
    }

    /** The same with other findings about the network part. */
    public History with(Optional<Trial> nextTrial, Optional<Undone> nextUndone) {
        return new History(revisions, nextTrial, nextUndone, held);
    }

    /** The same with another revision that is held, or none. */
    public History holding(Optional<Held> next) {
        return new History(revisions, trial, undone, next);
    }
}
