package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.util.Optional;

/**
 * One change in the store's history.
 *
 * @param revision the resourceVersion that it made
 * @param key what changed
 * @param before the object before; empty where it was created
 * @param after the object after; empty where it was deleted
 * @param last the object as the change left it, also where that was its end
 */
public record Change(
        long revision, ObjectKey key, Optional<JsonObject> before, Optional<JsonObject> after, JsonObject last) {

    /** The watch event that a watcher sees who looks only at what {@code selector} selects; empty where it sees none. */
    public Optional<String> seenThrough(Selector selector) {
        boolean was = before.filter(selector::matches).isPresent();
        boolean is = after.filter(selector::matches).isPresent();
        if (is) {
            return Optional.of(was ? "MODIFIED" : "ADDED");
        }
        return was ? Optional.of("DELETED") : Optional.empty();
    }
}
