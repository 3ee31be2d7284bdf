package io.fairlead.service;

import com.google.gson.JsonElement;

/** The outcome of a call of a direct method. */
public sealed interface MethodAnswer {

    /**
     * The module answered.
     *
     * @param status the status of the answer
     * @param payload the answer
     */
    record Answered(int status, JsonElement payload) implements MethodAnswer {}

    /** The device or its module is not connected to IoT Hub. */
    record Away() implements MethodAnswer {}

    /** The module is connected, but did not answer in time. */
    record Late() implements MethodAnswer {}

    /**
     * The login has no right to call the method.
     *
     * @param why the message of the hub
     */
    record Refused(String why) implements MethodAnswer {}

    /**
     * Unknown device or module, no answer from the hub, or an error in the hub.
     *
     * @param why the reason
     */
    record Failed(String why) implements MethodAnswer {}
}
