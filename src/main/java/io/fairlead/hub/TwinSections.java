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
 * A whole twin. Either section may be missing: edgeHub answers {@code {}} if it has no stored twin and cannot reach IoT Hub.
 *
 * @param version the {@code $version} of the desired properties; empty if it is missing or not positive
 * @param desired the desired properties, without keys that start with {@code $}
 * @param reported the reported properties, without keys that start with {@code $}
 * @see <a href="https://github.com/Azure/iotedge/blob/main/doc/edgehub-api.md">edgeHub API</a>
 */
record TwinSections(OptionalLong version, JsonObject desired, JsonObject reported) {
    private static final String VERSION = "$version";

    /**
     * Reads the body of an answer. A duplicate key is an error: of two apps with the same name, the first would be removed.
     *
     * @throws JsonParseException if it is not a valid JSON object
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
            throw new JsonParseException("a twin that is not JSON: " + broken.why(), broken);
        }
    }

    /** The {@code $version} of a section; empty if it is missing, not an integer, or not positive. */
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

    /** A version that the SDK gave as an {@code int}; empty if it is negative, because it was beyond 2<sup>31</sup> and wrapped. */
    static OptionalLong positive(long version) {
        return version > 0 ? OptionalLong.of(version) : OptionalLong.empty();
    }

    /** The desired properties of {@code version}, after its patch. */
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
