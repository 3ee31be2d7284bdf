package io.fairlead.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.text.JsonText;
import io.fairlead.text.UnreadableText;
import java.util.List;
import java.util.OptionalLong;

/**
 * A whole twin as a module reads it. Either section may be missing: edgeHub answers {@code {}} when it has no twin stored and
 * cannot reach the cloud.
 *
 * @param version the desired properties' {@code $version}, empty where there is none that is positive
 * @param desired the desired properties, without keys that begin with {@code $}
 * @param reported the reported properties, without keys that begin with {@code $}
 * @see <a href="https://github.com/Azure/iotedge/blob/main/doc/edgehub-api.md">edgeHub API</a>
 */
record TwinSections(OptionalLong version, JsonObject desired, JsonObject reported) {
    private static final String VERSION = "$version";

    /**
     * Reads the body of an answer. One with a key twice is no twin: of two apps of one name the first would be removed.
     *
     * @throws JsonParseException where it is not a JSON object
     */
    static TwinSections parse(String body) {
        if (!(json(body) instanceof JsonObject twin)) {
            throw new JsonParseException("a twin that is not a JSON object");
        }
        JsonObject desired = section(twin, "desired");
        return new TwinSections(version(desired), plain(desired), plain(section(twin, "reported")));
    }

    private static JsonElement json(String body) {
        try {
            return JsonText.parse(body);
        } catch (UnreadableText broken) {
            throw new JsonParseException("a twin that is no JSON: " + broken.why(), broken);
        }
    }

    /** {@code $version} of a section, empty where it is missing, not a whole number, or not positive. */
    static OptionalLong version(JsonObject section) {
        JsonElement version = section.get(VERSION);
        if (version == null
                || !version.isJsonPrimitive()
                || !version.getAsJsonPrimitive().isNumber()) {
            return OptionalLong.empty();
        }
        try {
            return positive(version.getAsBigDecimal().longValueExact());
        } catch (ArithmeticException | NumberFormatException notAWholeNumber) {
            return OptionalLong.empty();
        }
    }

    /** A version the SDK gave as an {@code int}: one beyond 2<sup>31</sup> has wrapped to a negative number and is none. */
    static OptionalLong positive(long version) {
        return version > 0 ? OptionalLong.of(version) : OptionalLong.empty();
    }

    /** The desired properties after a patch that makes them {@code version}. */
    static TwinDocument merge(TwinDocument document, long version, JsonObject patch) {
        return new TwinDocument(version, MergePatch.apply(document.desired(), plain(patch)));
    }

    private static JsonObject section(JsonObject twin, String name) {
        return twin.get(name) instanceof JsonObject section ? section : new JsonObject();
    }

    private static JsonObject plain(JsonObject section) {
        JsonObject plain = section.deepCopy();
        List.copyOf(plain.keySet()).stream().filter(key -> key.startsWith("$")).forEach(plain::remove);
        return plain;
    }
}
