package io.fairlead.fleet.site;

import com.google.gson.JsonObject;
import io.fairlead.fleet.change.Change;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A module twin, as the service API of IoT Hub returns it.
 *
 * @param etag the ETag of its tags and desired properties
 * @param desired the desired properties, without the hub's own keys
 * @param version their {@code $version}
 * @param reported the reported properties, without the hub's own keys
 * @param tag the state of the last rollout
 * @param reportedAt when the module last reported, by the clock of IoT Hub; empty if it is unknown
 */
public record SiteTwin(
        String etag, JsonObject desired, long version, JsonObject reported, RunTag tag, Optional<Instant> reportedAt) {

    /** Reads the answer of IoT Hub. A part that is missing is empty. */
    public static SiteTwin of(JsonObject twin) {
        JsonObject desired = Json.object(twin, "properties", "desired").deepCopy();
        JsonObject reported = Json.object(twin, "properties", "reported").deepCopy();
        long version = Json.number(desired, "$version");
        Optional<Instant> reportedAt =
                Json.text(Json.object(reported, "$metadata"), "$lastUpdated").flatMap(SiteTwin::instant);
        for (String ofTheHub : new String[] {"$version", "$metadata"}) {
            desired.remove(ofTheHub);
            reported.remove(ofTheHub);
        }
        return new SiteTwin(
                Json.text(twin, "etag").orElse(""),
                desired,
                version,
                reported,
                RunTag.of(Json.object(twin, "tags", RunTag.KEY)),
                reportedAt);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The state that its module last reported. */
    public SiteHealth health() {
        return SiteHealth.of(reported);
    }

    /** The release of its module as last reported; empty if none was reported. */
    public Optional<String> release() {
        return Json.text(reported("module"), "version");
    }

    /** The object under these keys of the reported properties; empty if there is none. */
    public JsonObject reported(String... keys) {
        return Json.object(reported, keys);
    }

    /** The pools of desired properties. */
    public static JsonObject pools(JsonObject desired) {
        return Json.object(desired, "network", "services", "pools");
    }

    /** Whether the site refuses changes for now: {@code control.paused} in its twin. */
    public boolean isPaused() {
        return Json.text(Json.object(desired, "control"), "paused")
                .filter("true"::equals)
                .isPresent();
    }

    /** Whether the desired properties are exactly these. */
    public boolean has(JsonObject properties) {
        return Change.patch(desired, properties).isEmpty();
    }
}
