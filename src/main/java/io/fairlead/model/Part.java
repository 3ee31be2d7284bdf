package io.fairlead.model;

/**
 * A part of the desired properties (the network, or one app), which is accepted or refused as a whole.
 *
 * @param <T> what it becomes when accepted
 */
public sealed interface Part<T> {

    /**
     * A part without problems.
     *
     * @param value what it says
     * @param json its text, as the ledger keeps it: JSON with sorted keys, no spaces
     */
    record Accepted<T>(T value, String json) implements Part<T> {}

    /** A part with problems, which stand in {@link ParsedDocument#problems()} under its path. */
    record Refused<T>() implements Part<T> {}

    /** A part that the document does not have. */
    record Absent<T>() implements Part<T> {}
}
