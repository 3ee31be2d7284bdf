package io.fairlead.health;

import io.fairlead.model.Code;
import java.time.Duration;
import java.util.Optional;

/**
 * What keeps a tier from being Ready.
 *
 * @param code what it is called when it lasts beyond the deadline; empty where it may last, since Kubernetes has a deadline
 *     of its own for it
 * @param message the cause in a sentence
 * @param ordinaryFor how long it is ordinary, as what a controller of the cluster is about to do; zero where it is certain
 */
record Finding(Optional<Code> code, String message, Duration ordinaryFor) {

    /** What the controllers of a cluster that is well need at the most. */
    static final Duration GRACE = Duration.ofSeconds(15);

    static Finding of(Code code, String message) {
        return new Finding(Optional.of(code), message, Duration.ZERO);
    }

    /** The same, ordinary for a while. */
    Finding ordinaryFor(Duration time) {
        return new Finding(code, message, time);
    }

    /** The same with more to say. */
    Finding saying(String more) {
        return new Finding(code, message + more, ordinaryFor);
    }

    /** Something that has no name of its own. */
    static Finding waiting(String message) {
        return new Finding(Optional.empty(), message, Duration.ZERO);
    }
}
