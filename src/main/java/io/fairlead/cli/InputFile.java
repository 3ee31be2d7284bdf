package io.fairlead.cli;

import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A file that the command line names.
 *
 * @param name its name in messages; {@code -} is standard input
 */
public record InputFile(String name) {

    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

    /**
     * The files that an argument selects. For a folder, these are all JSON and YAML files below it, sorted by name.
     *
     * @throws UnreadableText if a folder has none or cannot be read
     */
    static List<InputFile> in(String argument) {
        try {
            return !argument.equals("-") && Files.isDirectory(Path.of(argument))
                    ? below(Path.of(argument))
                    : List.of(new InputFile(argument));
        } catch (InvalidPathException noPath) {
            return List.of(new InputFile(argument));
        } catch (IOException unreadable) {
            throw FileFault.unreadable(Path.of(argument), unreadable);
        }
    }

    private static List<InputFile> below(Path folder) throws IOException {
        List<InputFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> ENDINGS.stream()
                            .anyMatch(file.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .forEach(file -> files.add(new InputFile(file.toString())));
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        if (files.isEmpty()) {
            throw new UnreadableText("no .json, .yaml or .yml file in this folder");
        }
        return files;
    }

    /**
     * Its text.
     *
     * @throws UnreadableText if it cannot be read, with the reason
     */
    String text() {
        try {
            return SourceText.decode(name.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(name)));
        } catch (InvalidPathException noPath) {
            throw new UnreadableText("no such file");
        } catch (IOException unreadable) {
            throw new UnreadableText(FileFault.reason(unreadable));
        }
    }
}
