package io.fairlead.fleet.definition;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.CanonicalJson;
import io.fairlead.model.Digest;
import io.fairlead.text.IndentedJson;

/**
 * The desired properties of one site.
 *
 * @param site the site
 * @param canonical the properties as canonical JSON: sorted keys, no spaces
 */
public record SiteDocument(Site site, String canonical) {

    static SiteDocument of(Site site, JsonObject desired) {
        return new SiteDocument(site, CanonicalJson.of(desired));
    }

    /** The properties, parsed at each call. */
    public JsonObject desired() {
        return JsonParser.parseString(canonical).getAsJsonObject();
    }

    /** The digest: equal documents have equal digests. */
    public String digest() {
        return Digest.of(canonical).hex();
    }

    /** The properties as indented JSON with sorted keys, for a file. */
    public String text() {
        return IndentedJson.of(desired()) + "\n";
    }
}
