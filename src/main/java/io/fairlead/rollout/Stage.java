package io.fairlead.rollout;

/** How far a site has got in its wave. */
public enum Stage {
    /** Its twin is not read yet, or has to be read again. */
    TO_READ,
    /** Its twin is read, and its patch waits for its turn. */
    TO_SEND,
    /** It has its new desired properties; its report is waited for, or soaks. */
    SENT,
    /** It had the desired properties already. */
    UNCHANGED,
    /** Converged on this change for the whole soak. */
    DONE,
    /** It was ill before, and is ill as before. */
    ILL_BEFORE,
    /** It says "not now". */
    PAUSED,
    /** Its module would refuse the document, so that it was not sent. */
    BLOCKED,
    /** IoT Hub does not know its device or module. */
    MISSING,
    /** It did not answer in time. */
    UNREACHED,
    /** It became ill by this change. */
    HARMED;

    /** Whether its turn to be sent to is over. */
    boolean isBehind() {
        return this != TO_READ && this != TO_SEND;
    }

    /** Whether the wave waits for it no longer. */
    boolean isOver() {
        return this != SENT && isBehind();
    }

    /** Whether its answer is still looked at. */
    boolean isWatched() {
        return this == SENT || this == UNREACHED || this == HARMED;
    }
}
