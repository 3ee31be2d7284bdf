package io.fairlead.fleet.site;

import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The state of a rollout at one site. It is stored in {@code tags.fairlead} of the twin by the same PATCH as the desired
 * properties. A rollout needs nothing else to continue after its process has ended, on any machine.
 *
 * @param run the id of the rollout
 * @param digest the digest of the site's document
 * @param revision the git revision of the document
 * @param before the revision of the previous rollout
 * @param undo whether the rollout goes back to an earlier revision
 * @param previous the {@code $version} before the PATCH
 * @param at when the PATCH was sent
 * @param baseline the state of the site before the PATCH
 * @param opened the id of the rollout that has begun this site's wave; stored at the first site of the wave only
 * @param approved the id of the rollout that a person approved for this site's wave; stored at the first site only
 */
public record RunTag(
        String run,
        String digest,
        String revision,
        String before,
        boolean undo,
        long previous,
        Instant at,
        Baseline baseline,
        String opened,
        String approved) {

    /** The key in the tags. */
    public static final String KEY = "fairlead";

    /** The tag of a twin that no rollout has changed. */
    public static final RunTag NONE = of(new JsonObject());

    static RunTag of(JsonObject tag) {
        return new RunTag(
                Json.text(tag, "run").orElse(""),
                Json.text(tag, "digest").orElse(""),
                Json.text(tag, "revision").orElse(""),
                Json.text(tag, "before").orElse(""),
                Json.text(tag, "undo").filter("true"::equals).isPresent(),
                Json.number(tag, "previous"),
                instant(Json.text(tag, "at").orElse("")),
                Baseline.read(tag),
                Json.text(tag, "opened").orElse(""),
                Json.text(tag, "approved").orElse(""));
    }

    /** The tag as a merge patch, which leaves {@code opened} and {@code approved} unchanged. */
    public JsonObject patch() {
        JsonObject tag = new JsonObject();
        tag.addProperty("run", run);
        tag.addProperty("digest", digest);
        tag.addProperty("revision", revision);
        tag.addProperty("before", before);
        tag.addProperty("undo", undo);
        tag.addProperty("previous", previous);
        tag.addProperty("at", at.toString());
        baseline.write(tag);
        return tag;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
