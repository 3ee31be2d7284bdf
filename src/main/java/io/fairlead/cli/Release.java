package io.fairlead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The release of this build. */
public final class Release implements IVersionProvider {

    private static final String FILE = "version.txt";

    /** Picocli makes one. */
    public Release() {}

    /** The version of the build, which Maven writes beside this class; {@code development} in a build without Maven. */
    public static String version() {
        try (InputStream file = Release.class.getResourceAsStream(FILE)) {
            return file == null ? "development" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "development";
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {"fairlead " + version()};
    }
}
