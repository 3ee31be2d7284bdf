package io.fairlead.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/**
 * Desired properties in a file: a document of their own, a whole twin, or a deployment manifest that holds them for the
 * module.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-edge/module-composition">How to compose a deployment manifest</a>
 */
final class DesiredFile {

    private static final String IN_MANIFEST = "properties.desired";

    private DesiredFile() {}

    /**
     * The desired properties in {@code text}.
     *
     * @param module the name of the module in a deployment manifest
     * @throws IllegalArgumentException where it is no JSON object, or a manifest without that module
     */
    static JsonObject read(String text, String module) {
        JsonObject root = object(text);
        JsonObject content = child(root, "content").orElse(root);
        Optional<JsonObject> modules = child(content, "modulesContent");
        if (modules.isPresent()) {
            return fromManifest(modules.get(), module);
        }
        JsonObject desired = child(root, "properties")
                .flatMap(properties -> child(properties, "desired"))
                .orElse(root);
        return withoutMetadata(desired);
    }

    private static JsonObject fromManifest(JsonObject modules, String module) {
        JsonObject mine = child(modules, module)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the manifest has no module '" + module + "' in modulesContent, only "
                                + String.join(", ", modules.keySet()) + "; name it with --module"));
        JsonObject desired = child(mine, IN_MANIFEST).map(JsonObject::deepCopy).orElseGet(JsonObject::new);
        for (String key : mine.keySet()) {
            if (key.startsWith(IN_MANIFEST + ".")) {
                put(desired, List.of(key.substring(IN_MANIFEST.length() + 1).split("\\.", -1)), mine.get(key));
            }
        }
        return withoutMetadata(desired);
    }

    /** A layered deployment gives a part of the properties under a dotted key. */
    private static void put(JsonObject into, List<String> path, JsonElement value) {
        JsonObject at = into;
        for (String key : path.subList(0, path.size() - 1)) {
            if (child(at, key).isEmpty()) {
                at.add(key, new JsonObject());
            }
            at = at.getAsJsonObject(key);
        }
        at.add(path.get(path.size() - 1), value);
    }

    private static JsonObject withoutMetadata(JsonObject desired) {
        JsonObject copy = desired.deepCopy();
        List.copyOf(copy.keySet()).stream().filter(key -> key.startsWith("$")).forEach(copy::remove);
        return copy;
    }

    private static JsonObject object(String text) {
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            JsonElement element = JsonParser.parseReader(reader);
            if (!element.isJsonObject()) {
                throw new IllegalArgumentException("it holds no JSON object");
            }
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("it goes on after the JSON object");
            }
            return element.getAsJsonObject();
        } catch (JsonParseException | IOException broken) {
            throw new IllegalArgumentException("it is no JSON: " + broken.getMessage(), broken);
        }
    }

    private static Optional<JsonObject> child(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonObject() ? Optional.of(found.getAsJsonObject()) : Optional.empty();
    }
}
