package io.fairlead.model;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The control part of the desired properties.
 *
 * @param paused observe and report, change nothing
 * @param reconcileNonce a new value asks for a reconcile now; echoed in the report
 * @param allowEmpty lifts the deletion brake
 * @param takeOwnership the field managers from which fields may be taken
 * @param rollbackTo the kept revision that is in force in place of the twin's parts; 0 to follow the twin,
 *     {@link #HOLD} to stay with what is in force
 */
public record Control(
        boolean paused, String reconcileNonce, boolean allowEmpty, SortedSet<String> takeOwnership, long rollbackTo) {

    /** The twin names a revision that cannot be read. */
    public static final int HOLD = -1;

    /** What an absent control part means. */
    public static final Control DEFAULT = new Control(false, "", false, new TreeSet<>(), 0);

    /** The control part of a document, or the default without one. */
    public static Control of(Optional<ParsedDocument> document) {
        return document.map(ParsedDocument::control).orElse(DEFAULT);
    }

    /** Whether the twin names a revision that cannot be read. */
    public boolean isHeld() {
        return rollbackTo == HOLD;
    }

    /** The same with another revision in force. */
    public Control rolledBackTo(long revision) {
        return new Control(paused, reconcileNonce, allowEmpty, takeOwnership, revision);
    }

    /** Copies the managers. */
    public Control {
        takeOwnership = Collections.unmodifiableSortedSet(new TreeSet<>(takeOwnership));
    }
}
