package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The folder of a fleet: its files as they are now, or as they were in a revision of git.
 *
 * @param folder the folder
 */
record FleetFolder(Path folder) {

    /**
     * The texts of the definition's files as they are now.
     *
     * @throws UnreadableText where the folder has no {@code fleet.yaml}, or a file cannot be read
     */
    SortedMap<String, String> files() {
        if (!Files.isRegularFile(folder.resolve("fleet.yaml"))) {
            throw new UnreadableText("no fleet.yaml in " + folder + "; name the fleet's folder with --folder");
        }
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder, 2)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (FleetReader.isPartOf(name)) {
                    files.put(name, decoded(name, Files.readAllBytes(file)));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new UnreadableText(folder + " cannot be read: " + unreadable.getMessage());
        }
        return files;
    }

    /**
     * The same as they were in a revision.
     *
     * @throws UnreadableText where git does not know it, or the folder had no {@code fleet.yaml} then
     */
    SortedMap<String, String> filesAt(String revision) {
        byte[] archive = git().run("archive", "--format=zip", git().commit(revision), ".");
        SortedMap<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (FleetReader.isPartOf(entry.getName())) {
                    files.put(entry.getName(), decoded(entry.getName(), zip.readAllBytes()));
                }
            }
        } catch (IOException broken) {
            throw new UnreadableText("git's archive of " + revision + " cannot be read: " + broken.getMessage());
        }
        if (!files.containsKey("fleet.yaml")) {
            throw new UnreadableText("the folder had no fleet.yaml in " + revision);
        }
        return files;
    }

    Git git() {
        return new Git(folder);
    }

    private static String decoded(String name, byte[] bytes) {
        try {
            return SourceText.decode(bytes);
        } catch (UnreadableText wrong) {
            throw new UnreadableText(name + ": " + wrong.why());
        }
    }
}
