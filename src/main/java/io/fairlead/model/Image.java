package io.fairlead.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a container image, by the grammar that the kubelet uses; it rejects other names as {@code
 * InvalidImageName} (<a
 * href="https://github.com/distribution/reference/blob/main/reference.go">distribution/reference</a>).
 *
 * @param registry the registry host, as written; empty for Docker Hub
 * @param path the repository in the registry, as written
 * @param tag its tag
 * @param digest its digest
 */
public record Image(Optional<String> registry, String path, Optional<String> tag, Optional<String> digest) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST = 1024;
    private static final int SHA256_DIGITS = 64;

    private static final String DOCKER = "docker.io";

    private static final String DOMAIN_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String HOST =
            "(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String PATH_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+";
    private static final String PATH = PATH_PART + "(?:/" + PATH_PART + ")*+";
    private static final String TAG = "[\\w][\\w.-]{0,127}";
    private static final String DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*+:[0-9a-fA-F]{32,}";
    private static final Pattern REFERENCE = Pattern.compile("(?<name>(?:(?<host>" + HOST + ")/)?(?<path>" + PATH + "))"
            + "(?::(?<tag>" + TAG + "))?(?:@(?<digest>" + DIGEST + "))?");

    /** The image that {@code text} names; empty if it is not an image name. */
    public static Optional<Image> parse(String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (text.length() > LONGEST
                || !matcher.matches()
                || matcher.group("name").length() > LONGEST_NAME) {
            return Optional.empty();
        }
        String digest = matcher.group("digest");
        if (digest != null && digest.startsWith("sha256:") && digest.length() != "sha256:".length() + SHA256_DIGITS) {
            return Optional.empty();
        }
        String host = matcher.group("host");
        boolean isRegistry = host != null && isRegistry(host);
        return Optional.of(new Image(
                isRegistry ? Optional.of(host) : Optional.empty(),
                isRegistry || host == null ? matcher.group("path") : host + "/" + matcher.group("path"),
                Optional.ofNullable(matcher.group("tag")),
                Optional.ofNullable(digest)));
    }

    /** Like {@link #parse}, for a valid name; throws {@link IllegalArgumentException} for any other text. */
    public static Image of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not an image: " + text));
    }

    /**
     * Whether the first part of a name is a registry, by the kubelet's rule (<a
     * href="https://github.com/distribution/reference/blob/main/normalize.go">distribution/reference</a>).
     */
    private static boolean isRegistry(String first) {
        return first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    /**
     * The repository with its registry; a short name is completed as the kubelet does: {@code docker.io/library/nginx}.
     */
    public String repository() {
        String host = registry.map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !name.equals("index." + DOCKER))
                .orElse(DOCKER);
        return host + "/" + (host.equals(DOCKER) && path.indexOf('/') < 0 ? "library/" + path : path);
    }

    /** The name as written. */
    @Override
    public String toString() {
        return registry.map(host -> host + "/").orElse("")
                + path
                + tag.map(name -> ":" + name).orElse("")
                + digest.map(hash -> "@" + hash).orElse("");
    }
}
