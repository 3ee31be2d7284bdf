package io.fairlead.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.util.List;
import java.util.Optional;

/**
 * Desired properties in a file: a document, a whole twin, or a deployment manifest that contains them for the module.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-edge/module-composition">How to compose a deployment manifest</a>
 */
public final class DesiredFile {

    private static final String IN_MANIFEST = "properties.desired";

    private DesiredFile() {}

    /**
     * The desired properties in a file.
     *
     * @param module the name of the module in a deployment manifest
     * @throws UnreadableText if it is neither JSON nor YAML, contains no object, or is a manifest without that module
     */
    public static JsonObject read(InputFile file, String module) {
        JsonObject root = object(SourceText.documents(file.name(), file.text()));
        JsonObject content = child(root, "content").orElse(root);
        Optional<JsonObject> modules = child(content, "modulesContent");
        if (modules.isPresent()) {
            return fromManifest(modules.get(), module);
        }
        return child(root, "properties")
                .flatMap(properties -> child(properties, "desired"))
                .orElse(root);
    }

    private static JsonObject fromManifest(JsonObject modules, String module) {
        JsonObject mine = child(modules, module)
                .orElseThrow(
                        () -> new UnreadableText("the manifest has no module '" + module + "' in modulesContent, only "
                                + String.join(", ", modules.keySet()) + "; name it with --module"));
        JsonObject desired = child(mine, IN_MANIFEST).map(JsonObject::deepCopy).orElseGet(JsonObject::new);
        for (String key : mine.keySet()) {
            if (key.startsWith(IN_MANIFEST + ".")) {
                put(desired, List.of(key.substring(IN_MANIFEST.length() + 1).split("\\.", -1)), mine.get(key));
            }
        }
        return desired;
    }

    /** A layered deployment sets a part of the properties with a dotted key. */
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

    private static JsonObject object(List<JsonElement> documents) {
        if (documents.size() > 1) {
            throw new UnreadableText("it contains " + documents.size() + " documents; use one file for each");
        }
        return documents.stream()
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .findFirst()
                .orElseThrow(() -> new UnreadableText(
                        documents.isEmpty() ? "it is empty" : "it contains no object, as desired properties must be"));
    }

    private static Optional<JsonObject> child(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonObject() ? Optional.of(found.getAsJsonObject()) : Optional.empty();
    }
}
