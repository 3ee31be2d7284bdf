package io.fairlead.module;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A bill of materials in CycloneDX's JSON. */
final class Bill {

    private Bill() {}

    /** The version of each component by its name. */
    static Map<String, String> components(Path file) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonArray("components")
                .forEach(element -> {
                    JsonObject component = element.getAsJsonObject();
                    versions.put(
                            component.get("name").getAsString(),
                            component.get("version").getAsString());
                });
        return versions;
    }
}
