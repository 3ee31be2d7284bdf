package io.fairlead.model;

/**
 * What the cluster's DNS answers to a question.
 *
 * @param state whether it is the wanted answer
 * @param told what was answered last, in a few words; empty before the first answer
 */
public record NameAnswer(State state, String told) {

    /** Nothing is known yet. */
    public static final NameAnswer NONE = new NameAnswer(State.ASKED, "");

    /** How far the question has come. */
    public enum State {
        /** It is asked again and again, and there is still time. */
        ASKED,
        /** The answer is the wanted one. */
        ANSWERED,
        /** It was not for as long as a change of the configuration may take. */
        UNANSWERED
    }
}
