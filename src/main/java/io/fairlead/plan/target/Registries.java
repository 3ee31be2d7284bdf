package io.fairlead.plan.target;

import io.fairlead.model.Image;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The registries that images may come from. A setting of the module; the twin cannot change it.
 *
 * @param allowed registries ({@code mcr.microsoft.com}, {@code ecr.device.example:31001}) or paths in one ({@code
 *      docker.io/library}); empty allows all
 */
public record Registries(SortedSet<String> allowed) {

    /** Every registry. */
    public static final Registries ANY = new Registries(new TreeSet<>());

    private static final Pattern ENTRY = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9._/-]+)?");

    /** Copies the names. */
    public Registries {
        allowed = new TreeSet<>(allowed);
    }

    /**
     * The registries in a list.
     *
     * @throws IllegalArgumentException if an entry is neither a registry nor a path in one
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
    public boolean allows(Image image) {
        String repository = image.repository();
        return allowed.isEmpty()
                || allowed.stream().anyMatch(entry -> repository.equals(entry) || repository.startsWith(entry + "/"));
    }
}
