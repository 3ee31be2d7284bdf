package io.fairlead.health;

import io.fairlead.model.Code;
import java.util.Optional;

/**
 * What keeps a tier from being Ready.
 *
 * @param code what it is called when it lasts beyond the deadline; empty where it may last, since Kubernetes has a deadline
 *     of its own for it
 * @param message the cause in a sentence
 */
record Finding(Optional<Code> code, String message) {

    static Finding of(Code code, String message) {
        return new Finding(Optional.of(code), message);
    }

    /** Something that has no name of its own. */
    static Finding waiting(String message) {
        return new Finding(Optional.empty(), message);
    }
}
