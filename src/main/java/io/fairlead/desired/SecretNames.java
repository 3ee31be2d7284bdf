package io.fairlead.desired;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Detects an environment variable that most likely holds a secret. Everyone with service rights can read the twin. */
public final class SecretNames {

    private static final Set<String> WORDS = Set.of(
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "pass",
            "secret",
            "secrets",
            "token",
            "tokens",
            "key",
            "keys",
            "apikey",
            "accesskey",
            "credential",
            "credentials",
            "sas");
    private static final List<String> ENDS = List.of("password", "passwd", "secret", "token", "apikey");

    /** Last words of a name which show that the value is not the secret itself, only its location or kind. */
    private static final Set<String> POINTERS =
            Set.of("file", "path", "dir", "name", "url", "uri", "id", "ttl", "type", "length", "size", "enabled");

    /** What to do about a variable. A message never contains the value. */
    static final String IN_ENV =
            "It looks like a secret, and everyone with service rights can read it here; put it into a"
                    + " Secret of the cluster, and name that in `secretEnv`.";

    /** What to do about a file. */
    static final String IN_A_FILE =
            "It looks like a secret, and everyone with service rights can read it here; put it into a Secret of the cluster,"
                    + " name that in `secretEnv`, and let the program read the variable.";

    private static final Pattern VALUE = Pattern.compile(
            "(?i)(sharedaccesskey|accountkey|accesskey|password|pwd|sig)\\s*=\\s*[^;\\s]|-----BEGIN [A-Z ]*PRIVATE KEY");

    private SecretNames() {}

    /** Whether {@code value} under {@code name} looks like a secret. An empty value never does. */
    public static boolean looksSecret(String name, String value) {
        return !value.isBlank() && (isSecretName(name) || VALUE.matcher(value).find());
    }

    private static boolean isSecretName(String name) {
        String spaced = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        List<String> words = Arrays.stream(spaced.split("[-_.]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty() || POINTERS.contains(words.get(words.size() - 1))) {
            return false;
        }
        return words.stream()
                .anyMatch(word -> WORDS.contains(word) || ENDS.stream().anyMatch(word::endsWith));
    }
}
