package io.fairlead.health;

import io.fairlead.model.Code;
import java.time.Duration;
import java.util.Optional;

/**
 * A reason why a tier is not Ready.
 *
 * @param code its code if it lasts beyond the deadline; empty if it may last, because Kubernetes has its own deadline
 *      for it
 * @param message the cause in a sentence
 * @param ordinaryFor how long it is normal, because a controller of the cluster may still be working; zero if it is
 *      certainly wrong
 */
record Finding(Optional<Code> code, String message, Duration ordinaryFor) {

    /** The longest time that the controllers of a healthy cluster need. */
    static final Duration GRACE = Duration.ofSeconds(15);

    static Finding of(Code code, String message) {
        return new Finding(Optional.of(code), message, Duration.ZERO);
    }

    /** A copy that is normal for this time. */
    Finding ordinaryFor(Duration time) {
        return new Finding(code, message, time);
    }

    /** A copy with {@code more} added to the message. */
    Finding saying(String more) {
        return new Finding(code, message + more, ordinaryFor);
    }

    /** A reason without a code. */
    static Finding waiting(String message) {
        return new Finding(Optional.empty(), message, Duration.ZERO);
    }
}
