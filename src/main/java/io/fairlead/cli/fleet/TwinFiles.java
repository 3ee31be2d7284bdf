package io.fairlead.cli.fleet;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.cli.FileFault;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The twins that {@code fleet pull} fetched: {@code .twins/SITE.json} in the fleet's folder, which git ignores.
 *
 * @param folder the folder {@code .twins}
 */
record TwinFiles(Path folder) {

    static TwinFiles in(FleetFolder fleet) {
        return new TwinFiles(fleet.folder().resolve(".twins"));
    }

    /** Writes a twin in the format of IoT Hub. */
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
            throw FileFault.unwritable(folder, unwritable);
        }
    }

    /** The fetched twins, by site. Files are read in parallel, because a fleet may have thousands. */
    SortedMap<String, SiteTwin> read() {
        return files().parallelStream()
                .collect(Collectors.toMap(TwinFiles::site, TwinFiles::read, (one, other) -> one, TreeMap::new));
    }

    private static String site(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ".json".length());
    }

    private static SiteTwin read(Path file) {
        try {
            return SiteTwin.of(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | CharacterCodingException broken) {
            throw new UnreadableText(file + " contains no twin; run 'fleet pull' again");
        } catch (IOException unreadable) {
            throw FileFault.unreadable(file, unreadable);
        }
    }

    /** When the oldest twin was fetched; empty if there is none. */
    Optional<Instant> oldest() {
        return files().stream()
                .map(file -> {
                    try {
                        return Files.getLastModifiedTime(file).toInstant();
                    } catch (IOException unreadable) {
                        throw FileFault.unreadable(file, unreadable);
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
            throw FileFault.unreadable(folder, unreadable);
        }
    }
}
