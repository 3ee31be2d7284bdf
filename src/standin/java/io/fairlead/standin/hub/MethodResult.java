package io.fairlead.standin.hub;

import com.google.gson.JsonElement;

/**
 * A module's answer to a direct method.
 *
 * @param status the status the module gave
 * @param payload the payload it gave; {@code JsonNull} where it gave none
 */
public record MethodResult(int status, JsonElement payload) {}
