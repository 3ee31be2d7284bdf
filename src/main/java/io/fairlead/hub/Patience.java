package io.fairlead.hub;

import java.time.Duration;

/**
 * How long an answer of the hub is waited for. IoT Hub keeps calls above its limits in a queue before it refuses them with status
 * 429: to ask again would only make the queue longer. Times are nanoseconds.
 */
final class Patience {
    private static final int LONGER = 8;
    private static final int THROTTLED = 429;

    private final long usual;
    private boolean isLonger;

    Patience(Duration answerTimeout) {
        this.usual = answerTimeout.toNanos();
    }

    /** The longest wait for an answer. */
    long limit() {
        return usual * (isLonger ? LONGER : 1);
    }

    /** An answer did not come in time. */
    void unanswered() {
        isLonger = true;
    }

    /** An answer came. One that is in time, and no refusal because of the limits, shows that the hub is not slow. */
    void answered(int status, long took) {
        isLonger = status == THROTTLED || (isLonger && took > usual);
    }
}
