package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** One section of a twin: its properties, its version, and when each of them was last written. */
final class TwinSection {
    private static final String LAST_UPDATED = "$lastUpdated";

    private JsonObject properties = new JsonObject();
    private JsonObject metadata = stamp(Instant.now());
    private long version = 1;

    /** The properties alone; a copy. */
    JsonObject properties() {
        return properties.deepCopy();
    }

    long version() {
        return version;
    }

    /** The form a module reads: properties and {@code $version}. */
    JsonObject forModule() {
        JsonObject document = properties();
        document.addProperty("$version", version);
        return document;
    }

    /** The form a back end reads: properties, {@code $metadata} and {@code $version}. */
    JsonObject forService() {
        JsonObject document = properties();
        document.add("$metadata", metadata.deepCopy());
        document.addProperty("$version", version);
        return document;
    }

    void merge(JsonObject patch, long versionStep) {
        properties = MergePatch.apply(properties, patch);
        metadata = touched(metadata, patch, stamp(Instant.now()));
        version += versionStep;
    }

    void replace(JsonObject whole, long versionStep) {
        properties = whole.deepCopy();
        JsonObject now = stamp(Instant.now());
        metadata = touched(now, whole, now);
        version += versionStep;
    }

    /** Metadata after a patch: every level it went through is stamped, and what it deleted loses its stamps. */
    private static JsonObject touched(JsonObject before, JsonObject patch, JsonObject now) {
        JsonObject after = before.deepCopy();
        after.add(LAST_UPDATED, now.get(LAST_UPDATED));
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            String key = entry.getKey();
            if (entry.getValue().isJsonNull()) {
                after.remove(key);
            } else if (entry.getValue().isJsonObject()) {
                JsonObject inner = after.has(key) ? after.getAsJsonObject(key) : now;
                after.add(key, touched(inner, entry.getValue().getAsJsonObject(), now));
            } else {
                after.add(key, now.deepCopy());
            }
        }
        return after;
    }

    private static JsonObject stamp(Instant now) {
        JsonObject stamp = new JsonObject();
        stamp.addProperty(LAST_UPDATED, now.truncatedTo(ChronoUnit.MILLIS).toString());
        return stamp;
    }
}
