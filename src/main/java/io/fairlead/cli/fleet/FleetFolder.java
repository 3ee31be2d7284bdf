package io.fairlead.cli.fleet;

import io.fairlead.cli.FileFault;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The folder of a fleet, in the work tree or at a git revision.
 *
 * @param folder the folder
 */
record FleetFolder(Path folder) {

    /**
     * The texts of the definition's files in the work tree, by path below the folder.
     *
     * @throws UnreadableText if the folder has no {@code fleet.yaml}, or a file cannot be read
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
        } catch (UncheckedIOException unreadable) {
            throw FileFault.unreadable(folder, Objects.requireNonNull(unreadable.getCause()));
        } catch (IOException unreadable) {
            throw FileFault.unreadable(folder, unreadable);
        }
        return files;
    }

    /**
     * The same at a git revision.
     *
     * @throws UnreadableText if git does not know the revision, or the folder has no {@code fleet.yaml} there
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
            throw new UnreadableText("the folder has no fleet.yaml at revision " + revision);
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
