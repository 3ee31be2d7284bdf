package io.fairlead.page.view;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the connection to the hub.
 *
 * @param connected whether there is one on which the twin was read; through edgeHub it says nothing about the cloud
 * @param lastHeard when the hub last said anything, empty where it has not since the start
 */
public record HubContact(boolean connected, Optional<Instant> lastHeard) {

    /** Nothing was heard yet. */
    public static final HubContact NONE = new HubContact(false, Optional.empty());
}
