package io.fairlead.model;

import java.util.Optional;

/**
 * The cluster that the module is connected to.
 *
 * @param platform the kind of cluster
 * @param credential the module's credential, if it expires and an operator must renew it
 */
public record Device(Platform platform, Optional<Credential> credential) {

    /** A device whose credential does not expire. */
    public Device(Platform platform) {
        this(platform, Optional.empty());
    }
}
