package io.fairlead.loop;

import com.google.gson.JsonObject;
import java.util.Optional;

/** The source of the desired properties. */
public interface TwinSource {

    /**
     * The newest complete document with a known {@code $version}; empty before the first. Never waits and never fails:
     * without a connection it is the last one received.
     */
    Optional<TwinDocument> latest();

    /**
     * The desired properties at one version.
     *
     * @param version {@code $version}, positive
     * @param desired the properties without keys that begin with {@code $}
     */
    record TwinDocument(long version, JsonObject desired) {}
}
