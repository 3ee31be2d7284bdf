package io.fairlead.workload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the version of an API server supports. */
final class KubernetesVersion {

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*");

    private KubernetesVersion() {}

    /**
     * Whether the version is 1.{@code minor} or later. False for an unreadable version, so that no feature is used that it
     * may lack.
     *
     * @param version the API server's version ({@code v1.28.3})
     * @param minor the lowest minor release of 1
     */
    static boolean isAtLeast(String version, int minor) {
        Matcher release = VERSION.matcher(version);
        return release.matches()
                && (Integer.parseInt(release.group(1)) > 1 || Integer.parseInt(release.group(2)) >= minor);
    }
}
