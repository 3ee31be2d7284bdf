package io.fairlead.desired;

import com.google.gson.JsonParser;
import io.fairlead.model.App;
import io.fairlead.model.Network;
import java.util.Optional;

/** {@link StoredParts} of texts as tests write them, with single quotes. */
public final class Stored {

    private Stored() {}

    /** The app {@code id}. */
    public static Optional<App> app(String id, String json) {
        return StoredParts.app(id, JsonParser.parseString(json).toString());
    }

    /** The network part. */
    public static Optional<Network> network(String json) {
        return StoredParts.network(JsonParser.parseString(json).toString());
    }
}
