package io.fairlead.model;

import java.util.List;

/** What became of a {@link Step}. Retry or not is said by the case, not guessed from an exception. */
public sealed interface Outcome {

    /** The step. */
    Step step();

    /** It was written. */
    record Done(Step step) implements Outcome {}

    /**
     * Another field manager has fields that the step wants, or another UID has the name. Not retried before something
     * changes.
     *
     * @param step the step
     * @param fields the fields that others have; empty where it is no matter of fields
     * @param message the API server's words
     */
    record Conflicted(Step step, List<HeldField> fields, String message) implements Outcome {
        /** Copies the fields. */
        public Conflicted {
            fields = List.copyOf(fields);
        }
    }

    /** The module has no right to it. Retried slowly, since rights come without notice. */
    record Denied(Step step, String message) implements Outcome {}

    /** The API server or a webhook refuses the object as it is. Retried slowly. */
    record Invalid(Step step, String message) implements Outcome {}

    /** A passing fault, or no answer in time, so that it may or may not have been written. Retried with back-off. */
    record Failed(Step step, String message) implements Outcome {}

    /** A webhook that has a say in it cannot be asked. Retried with back-off. */
    record WebhookDown(Step step, String message) implements Outcome {}

    /** Not tried, because a step it depends on did not succeed. */
    record Skipped(Step step) implements Outcome {}
}
