package io.fairlead.loop;

import com.google.gson.JsonObject;
import java.util.Optional;

/** Where the desired properties come from. */
public interface TwinSource {

    /**
     * The newest whole document with a {@code $version} that is known, or empty before the first. Never waits and never
     * fails: without a connection it is the last one that came.
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
