package io.fairlead.desired;

import com.google.gson.JsonElement;
import io.fairlead.model.App;
import io.fairlead.model.Network;
import io.fairlead.text.JsonText;
import io.fairlead.text.UnreadableText;
import java.util.Optional;

/**
 * Reads accepted parts again from the text of {@link io.fairlead.model.Part.Accepted#json()} that the ledger stores. The
 * checks between parts do not run again, because they passed when the parts were accepted.
 */
public final class StoredParts {

    private StoredParts() {}

    /** The network part; empty if this release does not accept the text. */
    public static Optional<Network> network(String json) {
        Problems problems = new Problems();
        return json(json)
                .map(raw -> NetworkReader.read(raw, problems).network())
                .filter(network -> !problems.refuse());
    }

    /** The app {@code id}; empty if this release does not accept the text. */
    public static Optional<App> app(String id, String json) {
        Problems problems = new Problems();
        return json(json).map(raw -> AppReader.read(id, raw, problems).app()).filter(app -> !problems.refuse());
    }

    private static Optional<JsonElement> json(String text) {
        try {
            return Optional.of(JsonText.parse(text));
        } catch (UnreadableText notJson) {
            return Optional.empty();
        }
    }
}
