package io.fairlead.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The release of this build. */
public final class Release implements IVersionProvider {

    /** Picocli creates an instance. */
    public Release() {}

    /** The version that the build wrote next to the classes, in the jar or in the build folder. */
    public static String version() {
        Properties release = new Properties();
        try (InputStream text = Release.class.getResourceAsStream("release.properties")) {
            release.load(Objects.requireNonNull(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return release.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"fairlead " + version()};
    }
}
