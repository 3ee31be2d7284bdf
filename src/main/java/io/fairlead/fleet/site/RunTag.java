package io.fairlead.fleet.site;

import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What a rollout notes in {@code tags.fairlead} of a twin, in the same PATCH as the desired properties: all that it needs to
 * go on after its process has ended, from any machine.
 *
 * @param run the rollout
 * @param digest the digest of the site's document
 * @param revision the revision in git that the document is from
 * @param before the revision of the rollout before
 * @param undo whether the rollout goes back
 * @param previous the {@code $version} before the PATCH
 * @param at when the PATCH was sent
 * @param baseline how the site was before
 * @param opened the rollout that has begun this site's wave, noted at the first site of a wave
 * @param approved the rollout that a person has agreed to for this site's wave, noted there too
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

    /** Its key in the tags. */
    public static final String KEY = "fairlead";

    /** Where no rollout has been. */
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

    /** The tag as a patch; {@code opened} and {@code approved} stay as they are. */
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
