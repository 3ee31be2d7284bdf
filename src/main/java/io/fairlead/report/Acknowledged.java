package io.fairlead.report;

/**
 * A section of the desired properties: its value in force, and the answer to the last document.
 *
 * @param <T> the type of the accepted section
 * @param value the value in force
 * @param acknowledgement the answer
 */
public record Acknowledged<T>(T value, Acknowledgement acknowledgement) {

    /** A copy with another answer. */
    public Acknowledged<T> with(Acknowledgement answer) {
        return new Acknowledged<>(value, answer);
    }
}
