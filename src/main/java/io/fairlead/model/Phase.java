package io.fairlead.model;

/** The state of the module as a whole. */
public enum Phase {
    /** No twin with a version yet. */
    Waiting,
    /** Changes are in progress. */
    Applying,
    /** Everything is as the twin requires, and works. */
    Converged,
    /** Something does not work. */
    Degraded,
    /** A part of the document was refused. */
    Rejected,
    /** The twin says to change nothing. */
    Paused,
    /** The cluster cannot be read. */
    Blind
}
