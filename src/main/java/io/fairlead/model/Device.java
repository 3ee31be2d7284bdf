package io.fairlead.model;

import java.util.Optional;

/**
 * What the module stands before.
 *
 * @param platform what kind of cluster it is
 * @param credential what the module shows to it, where that has an end that nobody but an operator renews
 */
public record Device(Platform platform, Optional<Credential> credential) {

    /** A device of a kind, to which what the module shows has no end. */
    public Device(Platform platform) {
        this(platform, Optional.empty());
    }
}
