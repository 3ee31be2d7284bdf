package io.fairlead.model;

/**
 * The control part of the desired properties.
 *
 * @param paused observe and report, change nothing
 * @param reconcileNonce a new value asks for a reconcile now; echoed in the report
 * @param allowEmpty lifts the deletion brake
 */
public record Control(boolean paused, String reconcileNonce, boolean allowEmpty) {

    /** What an absent control part means. */
    public static final Control DEFAULT = new Control(false, "", false);
}
