package io.fairlead.report;

/**
 * A section of the desired properties that is in force, and the answer to what was last asked of it.
 *
 * @param <T> what the section becomes when accepted
 * @param value what is in force
 * @param acknowledgement the answer
 */
public record Acknowledged<T>(T value, Acknowledgement acknowledgement) {

    /** The same with another answer. */
    public Acknowledged<T> with(Acknowledgement answer) {
        return new Acknowledged<>(value, answer);
    }
}
