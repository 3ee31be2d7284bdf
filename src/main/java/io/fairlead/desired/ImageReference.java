package io.fairlead.desired;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of a container image's name (<a
 * href="https://github.com/distribution/reference/blob/main/reference.go">distribution/reference</a>), by which a kubelet
 * refuses a name as {@code InvalidImageName}.
 */
final class ImageReference {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST = 1024;

    private static final String DOMAIN_PART = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String HOST =
            "(?:" + DOMAIN_PART + "(?:\\." + DOMAIN_PART + ")*+|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String PATH_PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*+";
    private static final String NAME = "(?:" + HOST + "/)?" + PATH_PART + "(?:/" + PATH_PART + ")*+";
    private static final String TAG = "[\\w][\\w.-]{0,127}";
    private static final String DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*+:[0-9a-fA-F]{32,}";
    private static final Pattern REFERENCE =
            Pattern.compile("(?<name>" + NAME + ")(?::" + TAG + ")?(?:@(?<digest>" + DIGEST + "))?");

    private ImageReference() {}

    /** Whether {@code text} names an image. */
    static boolean isOne(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        Matcher matcher = REFERENCE.matcher(text);
        if (!matcher.matches() || matcher.group("name").length() > LONGEST_NAME) {
            return false;
        }
        String digest = matcher.group("digest");
        return digest == null || !digest.startsWith("sha256:") || digest.length() == "sha256:".length() + 64;
    }
}
