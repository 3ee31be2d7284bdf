package io.fairlead.model;

/**
 * A part of the desired properties (the network, or one app), which is accepted or refused as a whole.
 *
 * @param <T> the type of an accepted part
 */
public sealed interface Part<T> {

    /**
     * A part without problems.
     *
     * @param value its content
     * @param json its text as stored in the ledger: JSON with sorted keys, no spaces
     */
    record Accepted<T>(T value, String json) implements Part<T> {}

    /** A part with problems. They are in {@link ParsedDocument#problems()} under its path. */
    record Refused<T>() implements Part<T> {}

    /** A part that the document does not have. */
    record Absent<T>() implements Part<T> {}
}
