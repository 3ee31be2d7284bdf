package io.fairlead.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a file that the command line names. */
final class InputText {

    private InputText() {}

    /** The text of {@code file}, or of standard input where it is {@code -}. */
    static String read(String file) throws IOException {
        return file.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                : Files.readString(Path.of(file));
    }
}
