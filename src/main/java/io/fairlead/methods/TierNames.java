package io.fairlead.methods;

import io.fairlead.loop.LoopSnapshot;
import io.fairlead.loop.Requests;
import java.util.Optional;

/**
 * The app, and optionally the tier, that a payload names.
 *
 * @param sent the payload
 * @param app the app
 * @param tier the tier, empty for all tiers of the app
 */
record TierNames(Arguments sent, String app, Optional<String> tier) {

    /** An action on tiers that are in force. */
    interface Action {
        Answer on(TierChoice choice, LoopSnapshot now) throws InterruptedException;
    }

    /** Reads both keys. */
    static TierNames of(Arguments sent) {
        return new TierNames(sent, sent.required("app"), sent.optional("tier"));
    }

    /** The answer after all keys were read: the problems of the payload, or the answer of {@code action}. */
    Answer answer(Requests requests, Action action) throws InterruptedException {
        Optional<Answer> refusal = sent.refusal();
        Optional<LoopSnapshot> now = requests.snapshot();
        if (refusal.isPresent() || now.isEmpty()) {
            return refusal.orElseGet(Answer::unknown);
        }
        Optional<TierChoice> choice = TierChoice.of(sent, app, tier, now.get());
        return choice.isPresent()
                ? action.on(choice.get(), now.get())
                : sent.refusal().orElseThrow();
    }
}
