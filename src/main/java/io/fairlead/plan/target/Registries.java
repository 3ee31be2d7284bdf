package io.fairlead.plan.target;

import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where images may come from, as the module's own settings say; the twin cannot change it.
 *
 * @param allowed registries ({@code mcr.microsoft.com}, {@code ecr.device.example:31001}), or paths in one ({@code
 *     docker.io/library}); none for any
 */
public record Registries(SortedSet<String> allowed) {

    /** Every registry. */
    public static final Registries ANY = new Registries(new TreeSet<>());

    private static final String DEFAULT = "docker.io";
    private static final Pattern ENTRY = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9._/-]+)?");

    /** Copies the names. */
    public Registries {
        allowed = new TreeSet<>(allowed);
    }

    /**
     * Those in a list.
     *
     * @throws IllegalArgumentException where an entry is no registry and no path in one
     */
    public static Registries of(Collection<String> entries) {
        entries.stream()
                .filter(entry -> !ENTRY.matcher(entry).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw new IllegalArgumentException(
                            "'" + wrong + "' is no registry, such as mcr.microsoft.com or docker.io/library");
                });
        return new Registries(new TreeSet<>(entries));
    }

    /** Whether {@code image} comes from one of them. */
    public boolean allows(String image) {
        String repository = repository(image);
        return allowed.isEmpty()
                || allowed.stream().anyMatch(entry -> repository.equals(entry) || repository.startsWith(entry + "/"));
    }

    /**
     * The repository with its registry, as a kubelet completes a short name (<a
     * href="https://github.com/distribution/reference/blob/main/normalize.go">distribution/reference</a>).
     */
    private static String repository(String image) {
        String name = image.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
        int slash = name.indexOf('/');
        String first = name.substring(0, Math.max(slash, 0));
        boolean isHost = first.matches(".*[.:].*") || first.equals("localhost") || !first.equals(lower(first));
        String host = isHost ? lower(first) : DEFAULT;
        String path = isHost ? name.substring(slash + 1) : name;
        if (host.equals("index." + DEFAULT)) {
            host = DEFAULT;
        }
        return host + "/" + (host.equals(DEFAULT) && path.indexOf('/') < 0 ? "library/" + path : path);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
