package io.fairlead.model;

/**
 * The cluster's DNS answer to a question.
 *
 * @param state whether it is the expected answer
 * @param told a short form of the last answer; empty before the first
 */
public record NameAnswer(State state, String told) {

    /** Nothing is known yet. */
    public static final NameAnswer NONE = new NameAnswer(State.ASKED, "");

    /** The state of the question. */
    public enum State {
        /** It is asked repeatedly, and its time is not over. */
        ASKED,
        /** The answer is the expected one. */
        ANSWERED,
        /** The expected answer did not come within the time that a change of the configuration may take. */
        UNANSWERED
    }
}
