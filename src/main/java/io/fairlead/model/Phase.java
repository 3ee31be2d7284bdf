package io.fairlead.model;

/** The state of the module as a whole. */
public enum Phase {
    /** No versioned twin yet. */
    Waiting,
    /** Changes are on their way. */
    Applying,
    /** Everything is as the twin says and works. */
    Converged,
    /** Something does not work. */
    Degraded,
    /** A part of the document was refused. */
    Rejected,
    /** Told to change nothing. */
    Paused,
    /** The cluster cannot be read. */
    Blind
}
