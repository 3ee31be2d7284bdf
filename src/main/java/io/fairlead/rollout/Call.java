package io.fairlead.rollout;

import com.google.gson.JsonObject;

/** A call that a rollout wants made. */
public sealed interface Call {

    /** The site's name. */
    String site();

    /** The device id of the site. */
    String device();

    /**
     * Reads the twin.
     *
     * @param site the site's name
     * @param device the device id
     */
    record Read(String site, String device) implements Call {}

    /**
     * Merges a patch into tags and desired properties.
     *
     * @param site the site's name
     * @param device the device id
     * @param body the patch
     * @param etag the state that the twin must be in; {@code *} for any
     */
    record Patch(String site, String device, JsonObject body, String etag) implements Call {}
}
