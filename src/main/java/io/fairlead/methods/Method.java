package io.fairlead.methods;

import com.google.gson.JsonElement;

/** One direct method. A repeated call with the same payload has no further effect. */
@FunctionalInterface
public interface Method {

    /**
     * Answers a call.
     *
     * @param payload the payload of the call; JSON null if there is none
     */
    Answer call(JsonElement payload) throws InterruptedException;
}
