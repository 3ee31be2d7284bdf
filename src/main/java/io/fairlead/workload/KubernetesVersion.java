package io.fairlead.workload;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the version of an API server says about what it can do. */
final class KubernetesVersion {

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4}).*");

    private KubernetesVersion() {}

    /**
     * Whether it is 1.{@code minor} or later. A version that cannot be read is none, so that nothing is asked of it that it may
     * not know.
     *
     * @param version as the API server gives it ({@code v1.28.3})
     * @param minor the least minor release of 1
     */
    static boolean isAtLeast(String version, int minor) {
        Matcher release = VERSION.matcher(version);
        return release.matches()
                && (Integer.parseInt(release.group(1)) > 1 || Integer.parseInt(release.group(2)) >= minor);
    }
}
