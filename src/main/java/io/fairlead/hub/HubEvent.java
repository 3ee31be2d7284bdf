package io.fairlead.hub;

import com.google.gson.JsonObject;
import java.util.OptionalLong;

/** An event of one connection for its supervisor. SDK callbacks only enqueue it. */
sealed interface HubEvent {

    /** A patch of desired properties arrived. */
    record DesiredPatch(OptionalLong version, JsonObject patch) implements HubEvent {}

    /**
     * A twin read was answered.
     *
     * @param request the number of the request
     * @param status the hub's status
     * @param body the JSON text; empty after an error
     */
    record TwinRead(long request, int status, String body) implements HubEvent {}

    /** A reported patch was answered. */
    record ReportAnswered(long request, int status) implements HubEvent {}

    /**
     * An event sent as a message was answered.
     *
     * @param id the id of the message
     * @param taken whether the hub accepted it
     */
    record EventAnswered(String id, boolean taken) implements HubEvent {}

    /** The connection has ended. */
    record Lost(String reason) implements HubEvent {}

    /** Something changed outside the connection: a report, or the end of the module. */
    record Woken() implements HubEvent {}
}
