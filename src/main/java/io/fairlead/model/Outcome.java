package io.fairlead.model;

import java.util.List;

/** The result of a {@link Step}. The case decides whether it is retried, not the type of an exception. */
public sealed interface Outcome {

    /** The step. */
    Step step();

    /** It was written. */
    record Done(Step step) implements Outcome {}

    /**
     * Another field manager owns fields that the step writes, or the object has another UID. Not retried before
     * something changes.
     *
     * @param step the step
     * @param fields the fields that others own; empty if the conflict is not about fields
     * @param message the API server's message
     */
    record Conflicted(Step step, List<HeldField> fields, String message) implements Outcome {
        /** Copies the fields. */
        public Conflicted {
            fields = List.copyOf(fields);
        }
    }

    /** The module has no right to do it. Retried slowly, because rights can change without notice. */
    record Denied(Step step, String message) implements Outcome {}

    /** The API server or a webhook refuses the object. Retried slowly. */
    record Invalid(Step step, String message) implements Outcome {}

    /**
     * A temporary failure, or no answer in time, so that the write may or may not have happened. Retried with back-off.
     */
    record Failed(Step step, String message) implements Outcome {}

    /** An admission webhook does not answer. Retried with back-off. */
    record WebhookDown(Step step, String message) implements Outcome {}

    /** Not tried, because a step that it depends on did not succeed. */
    record Skipped(Step step) implements Outcome {}
}
