package io.fairlead.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The release of this build. */
public final class Release implements IVersionProvider {

    /** Picocli makes one. */
    public Release() {}

    /** The version in the jar's manifest, or {@code development} where the classes did not come from the jar. */
    public static String version() {
        return Optional.ofNullable(Release.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"fairlead " + version()};
    }
}
