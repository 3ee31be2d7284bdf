package io.fairlead.hub;

import com.google.gson.JsonObject;
import java.util.OptionalLong;

/** Something one connection has to tell its supervisor. SDK callbacks do nothing but enqueue it. */
sealed interface HubEvent {

    /** A patch of desired properties came. */
    record DesiredPatch(OptionalLong version, JsonObject patch) implements HubEvent {}

    /**
     * A twin read was answered.
     *
     * @param request the number it was asked under
     * @param status the hub's status
     * @param body the JSON text, empty with an error
     */
    record TwinRead(long request, int status, String body) implements HubEvent {}

    /** A reported patch was answered. */
    record ReportAnswered(long request, int status) implements HubEvent {}

    /**
     * An event sent as a message was answered.
     *
     * @param id the message's
     * @param taken whether the hub has it
     */
    record EventAnswered(String id, boolean taken) implements HubEvent {}

    /** The connection has ended. */
    record Lost(String reason) implements HubEvent {}

    /** There is something new to look at outside the connection: a report, or the end. */
    record Woken() implements HubEvent {}
}
