package io.fairlead.standin.fleet;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A module twin, and a simulated module that reports after a delay. */
final class SimulatedSite {

    /** The reaction of a module to a document. */
    enum Manner {
        /** It converges. */
        WELL,
        /** It refuses the document. */
        REFUSES,
        /** A tier fails. */
        BREAKS,
        /** It was Degraded before, and stays so. */
        ILL,
        /** It is not connected, and reports nothing. */
        AWAY
    }

    private static final String ADDRESS = "10.0.0.1";

    private final JsonObject tags = new JsonObject();
    private JsonObject desired = new JsonObject();
    private long version = 1;
    private long etag = 1;
    private Manner manner;
    private final Duration pace;
    private Instant changedAt = Instant.EPOCH;
    private int documentsReceived;

    SimulatedSite(JsonObject desired, Manner manner, Duration pace) {
        this.desired = desired.deepCopy();
        this.manner = manner;
        this.pace = pace;
    }

    /** The number of changes to its desired properties. */
    int documentsReceived() {
        return documentsReceived;
    }

    JsonObject desired() {
        return desired;
    }

    void become(Manner other) {
        manner = other;
    }

    String etag() {
        return "E" + etag;
    }

    /** Whether the site is harmed now. */
    boolean isHarmed(Instant now) {
        return documentsReceived > 0
                && (manner == Manner.REFUSES || manner == Manner.BREAKS)
                && !now.isBefore(changedAt.plus(pace));
    }

    boolean isAway() {
        return manner == Manner.AWAY;
    }

    /** Applies a PATCH of the service API; false if the ETag differs. */
    boolean patch(JsonObject body, String ifMatch, Instant now) {
        if (!ifMatch.equals("*") && !ifMatch.equals(etag())) {
            return false;
        }
        etag++;
        Optional.ofNullable(body.getAsJsonObject("tags")).ifPresent(patch -> merge(tags, patch));
        Optional.ofNullable(body.getAsJsonObject("properties"))
                .map(properties -> properties.getAsJsonObject("desired"))
                .ifPresent(patch -> {
                    merge(desired, patch);
                    version++;
                    documentsReceived++;
                    changedAt = now;
                });
        return true;
    }

    /** The twin, as the service API returns it. */
    JsonObject twin(Instant now) {
        JsonObject withVersion = desired.deepCopy();
        withVersion.addProperty("$version", version);
        JsonObject properties = new JsonObject();
        properties.add("desired", withVersion);
        properties.add("reported", reported(now));
        JsonObject twin = new JsonObject();
        twin.addProperty("etag", etag());
        twin.add("tags", tags.deepCopy());
        twin.add("properties", properties);
        return twin;
    }

    private JsonObject reported(Instant now) {
        boolean answered = manner != Manner.AWAY && !now.isBefore(changedAt.plus(pace));
        boolean changed = answered && documentsReceived > 0;
        boolean broken = manner == Manner.ILL || (manner == Manner.BREAKS && changed);
        String phase = manner == Manner.REFUSES && changed ? "Rejected" : broken ? "Degraded" : "Converged";
        JsonObject status = new JsonObject();
        status.addProperty("phase", phase);
        status.addProperty("desiredVersion", answered ? version : version - 1);
        JsonObject part = new JsonObject();
        part.addProperty("av", answered ? version : version - 1);
        JsonObject tier = new JsonObject();
        tier.addProperty("phase", broken ? "Failed" : "Ready");
        tier.addProperty("address", ADDRESS);
        JsonObject reported = new JsonObject();
        reported.add("status", status);
        reported.add("network", part);
        reported.add("workloads", nested("shop", nested("tiers", nested("web", tier))));
        return reported;
    }

    private static JsonObject nested(String key, JsonObject value) {
        JsonObject object = new JsonObject();
        object.add(key, value);
        return object;
    }

    private static void merge(JsonObject into, JsonObject patch) {
        patch.asMap().forEach((key, value) -> {
            if (value.isJsonNull()) {
                into.remove(key);
            } else if (value.isJsonObject()) {
                if (!into.has(key) || !into.get(key).isJsonObject()) {
                    into.add(key, new JsonObject());
                }
                merge(into.getAsJsonObject(key), value.getAsJsonObject());
            } else {
                into.add(key, value);
            }
        });
    }
}
