package io.fairlead.service;

import com.google.gson.JsonElement;

/** What became of the call of a direct method. */
public sealed interface MethodAnswer {

    /**
     * The module answered.
     *
     * @param status its status
     * @param payload what it says
     */
    record Answered(int status, JsonElement payload) implements MethodAnswer {}

    /** The device or its module is not connected to IoT Hub. */
    record Away() implements MethodAnswer {}

    /** It is connected, and no answer came in time. */
    record Late() implements MethodAnswer {}

    /**
     * The hub does not let this login call it.
     *
     * @param why its words
     */
    record Refused(String why) implements MethodAnswer {}

    /**
     * There is no such device or module, or the hub fails.
     *
     * @param why its words
     */
    record Failed(String why) implements MethodAnswer {}
}
