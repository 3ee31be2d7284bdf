package io.fairlead.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The module's classes in a jar, with an archive of the classes that a module loads beside it (class data sharing). A module
 * that starts with the archive needs half the time. The JVM archives no class that it loads from a folder, hence the jar.
 */
final class ModuleJar {

    private final Path archive;
    private final String classPath;

    private ModuleJar(Path archive, String classPath) {
        this.archive = archive;
        this.classPath = classPath;
    }

    /** Creates the jar in a folder. An archive from a former run is deleted because its jar is another one. */
    static ModuleJar in(Path folder) {
        try {
            Files.createDirectories(folder);
            Path archive = folder.resolve("module.jsa");
            Files.deleteIfExists(archive);
            Path jar = folder.resolve("module.jar");
            List<String> classPath =
                    Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
            Path classes = classPath.stream()
                    .map(Path::of)
                    .filter(entry -> Files.exists(entry.resolve("io/fairlead/app/Main.class")))
                    .findFirst()
                    .orElseThrow();
            int status = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
            if (status != 0) {
                throw new IllegalStateException("no jar of " + classes);
            }
            String libraries = classPath.stream()
                    .filter(entry -> entry.endsWith(".jar"))
                    .collect(Collectors.joining(File.pathSeparator));
            return new ModuleJar(archive, jar + File.pathSeparator + libraries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The options of a JVM that uses the archive. If there is none, the JVM writes it when it ends in order. */
    List<String> options() {
        // Without the log, the JVM's remarks on classes that it does not archive would be in the module's output.
        return List.of(
                "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-cp", classPath);
    }

    /** Whether the archive exists. */
    boolean isArchived() {
        return Files.exists(archive);
    }
}
