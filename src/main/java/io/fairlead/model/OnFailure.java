package io.fairlead.model;

/** What becomes of a new version of an app that does not become Ready. */
public enum OnFailure {
    /** It stays in force. */
    KEEP,
    /** The last good version is in force again. */
    ROLL_BACK
}
