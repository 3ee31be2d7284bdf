package io.fairlead.methods;

import com.google.gson.JsonElement;

/** One direct method. Calling it again with the same payload does no more than calling it once. */
@FunctionalInterface
public interface Method {

    /**
     * Answers a call.
     *
     * @param payload what came with the call; JSON's null for nothing
     */
    Answer call(JsonElement payload) throws InterruptedException;
}
