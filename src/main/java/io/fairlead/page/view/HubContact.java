package io.fairlead.page.view;

import java.time.Instant;
import java.util.Optional;

/**
 * The connection to the hub.
 *
 * @param connected whether there is a connection on which the twin was read
 * @param throughEdgeHub whether it leads to edgeHub, which also answers while IoT Hub cannot be reached
 * @param lastHeard when the hub last answered or sent something; empty if it has not since the start
 */
public record HubContact(boolean connected, boolean throughEdgeHub, Optional<Instant> lastHeard) {

    /** No contact yet. */
    public static final HubContact NONE = new HubContact(false, false, Optional.empty());
}
