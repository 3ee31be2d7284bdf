package io.fairlead.rollout;

import com.google.gson.JsonObject;

/** A call to IoT Hub that a rollout requests. */
public sealed interface Call {

    /** The site's name. */
    String site();

    /** The device id of the site. */
    String device();

    /**
     * Reads a twin.
     *
     * @param site the site's name
     * @param device the device id
     */
    record Read(String site, String device) implements Call {}

    /**
     * Merges a patch into the tags and the desired properties of a twin.
     *
     * @param site the site's name
     * @param device the device id
     * @param body the patch
     * @param etag the ETag that the twin must have; {@code *} for any
     */
    record Patch(String site, String device, JsonObject body, String etag) implements Call {}
}
