package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A property by its dotted path below {@code properties.desired}, as deployments and configurations name it. */
final class TwinPath {

    static final String DESIRED = "properties.desired";

    private TwinPath() {}

    /** The path below {@code properties.desired} of a key of a deployment's or configuration's content. */
    static String below(String key) {
        return key.substring(DESIRED.length() + 1);
    }

    /** Puts a value at a path, or takes away what is there. */
    static void set(JsonObject root, String path, JsonElement value) {
        JsonObject at = root;
        String[] keys = path.split("\\.", -1);
        for (int i = 0; i < keys.length - 1; i++) {
            if (!at.has(keys[i])) {
                at.add(keys[i], new JsonObject());
            }
            at = at.getAsJsonObject(keys[i]);
        }
        if (value.isJsonNull()) {
            at.remove(keys[keys.length - 1]);
        } else {
            at.add(keys[keys.length - 1], value);
        }
    }
}
