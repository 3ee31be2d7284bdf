package io.fairlead.rollout;

/** The stage of a site in a rollout. */
public enum Stage {
    /** Its twin must be read, for the first time or again. */
    TO_READ,
    /** Its twin is read, and its patch is not sent yet. */
    TO_SEND,
    /** It has the new desired properties, and its module has not acknowledged them or the soak is not over. */
    SENT,
    /** It had these desired properties before the rollout. */
    UNCHANGED,
    /** It was Converged with this change for the whole soak. */
    DONE,
    /** It is not Converged, but it is no worse than before the rollout. */
    ILL_BEFORE,
    /** It refuses changes for now. */
    PAUSED,
    /** Not changed, because its module would refuse the document. */
    BLOCKED,
    /** Its device or module does not exist in IoT Hub. */
    MISSING,
    /** Its module did not acknowledge the change in time. */
    UNREACHED,
    /** The change harmed it. */
    HARMED;

    /** Whether nothing is left to send. */
    boolean isBehind() {
        return this != TO_READ && this != TO_SEND;
    }

    /** Whether the wave does not wait for the site. */
    boolean isOver() {
        return this != SENT && isBehind();
    }

    /** Whether the reports of the site are still read. */
    boolean isWatched() {
        return this == SENT || this == UNREACHED || this == HARMED;
    }
}
