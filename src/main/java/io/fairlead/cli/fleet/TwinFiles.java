package io.fairlead.cli.fleet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Twins that were fetched for work without a connection: {@code .twins/SITE.json} in the fleet's folder, which git leaves out.
 *
 * @param folder that folder
 */
record TwinFiles(Path folder) {

    static TwinFiles in(FleetFolder fleet) {
        return new TwinFiles(fleet.folder().resolve(".twins"));
    }

    /** Writes a twin as the hub answered it. */
    void write(String site, SiteTwin twin) {
        JsonObject properties = new JsonObject();
        JsonObject desired = twin.desired().deepCopy();
        desired.addProperty("$version", twin.version());
        properties.add("desired", desired);
        properties.add("reported", twin.reported());
        JsonObject whole = new JsonObject();
        whole.addProperty("etag", twin.etag());
        whole.add("properties", properties);
        try {
            Files.createDirectories(folder);
            Path ignored = folder.resolve(".gitignore");
            if (!Files.exists(ignored)) {
                Files.writeString(ignored, "*\n");
            }
            Files.writeString(folder.resolve(site + ".json"), whole.toString());
        } catch (IOException unwritable) {
            throw new UnreadableText(folder + " cannot be written: " + unwritable.getMessage());
        }
    }

    /** The twins that were fetched, by site. */
    SortedMap<String, SiteTwin> read() {
        SortedMap<String, SiteTwin> twins = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            try {
                twins.put(
                        name.substring(0, name.length() - ".json".length()),
                        SiteTwin.of(
                                JsonParser.parseString(Files.readString(file)).getAsJsonObject()));
            } catch (IOException | JsonParseException | IllegalStateException broken) {
                throw new UnreadableText(file + " is no twin; run 'fleet pull' again");
            }
        }
        return twins;
    }

    /** When the oldest of them was fetched. */
    Optional<Instant> oldest() {
        return files().stream()
                .map(file -> {
                    try {
                        return Files.getLastModifiedTime(file).toInstant();
                    } catch (IOException gone) {
                        throw new UncheckedIOException(gone);
                    }
                })
                .min(Instant::compareTo);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UnreadableText(folder + " cannot be read: " + unreadable.getMessage());
        }
    }
}
