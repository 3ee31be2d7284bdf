package io.fairlead.standin.hub;

import java.time.Instant;

/**
 * Something that happened in the stand-in, for whoever watches it.
 *
 * @param at when
 * @param kind what sort of thing
 * @param who the module's client id, or an empty string where no module is concerned
 * @param text what happened, in words
 */
public record HubEvent(Instant at, Kind kind, String who, String text) {

    /** The sorts of things that happen. */
    public enum Kind {
        STARTED,
        STOPPED,
        CONNECTED,
        CONNECT_REFUSED,
        DISCONNECTED,
        SUBSCRIBED,
        TWIN_READ,
        DESIRED_CHANGED,
        DESIRED_SENT,
        REPORTED,
        REPORTED_REFUSED,
        METHOD_CALLED,
        METHOD_ANSWERED,
        TELEMETRY,
        SERVICE_REQUEST,
        WORKLOAD_REQUEST,
        FAULT
    }
}
