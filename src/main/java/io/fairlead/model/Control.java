package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The control part of the desired properties.
 *
 * @param paused observe and report, change nothing
 * @param reconcileNonce a new value requests a reconcile now; it is repeated in the report
 * @param allowEmpty disables the deletion brake
 * @param takeOwnership the field managers whose fields may be taken over
 * @param rollbackTo the stored revision to use instead of the twin's parts; 0 to follow the twin, {@link #HOLD} to keep
 *      the parts in force
 */
public record Control(
        boolean paused, String reconcileNonce, boolean allowEmpty, SortedSet<String> takeOwnership, long rollbackTo) {

    /** The twin names a revision that cannot be read. */
    public static final int HOLD = -1;

    /** The control part if the twin has none. */
    public static final Control DEFAULT = new Control(false, "", false, new TreeSet<>(), 0);

    /** The control part of a document, or the default without one. */
    public static Control of(Optional<ParsedDocument> document) {
        return document.map(ParsedDocument::control).orElse(DEFAULT);
    }

    /** Whether the twin names a revision that cannot be read. */
    public boolean isHeld() {
        return rollbackTo == HOLD;
    }

    /** A copy with another {@code rollbackTo}. */
    public Control rolledBackTo(long revision) {
        return new Control(paused, reconcileNonce, allowEmpty, takeOwnership, revision);
    }

    /** Copies the managers. */
    public Control {
        takeOwnership = Collections.unmodifiableSortedSet(new TreeSet<>(takeOwnership));
    }
}
