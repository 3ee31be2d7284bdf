package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings for the pods of a tier.
 *
 * @param command the program and its first arguments; empty for the image's
 * @param args its arguments; empty for the image's
 * @param secretEnv environment variables whose values are in Secrets
 * @param probe the check whether a pod is ready; without one it is ready while its program runs
 * @param resources the resource requests and limits
 * @param nodeSelector labels of the nodes that may run it
 * @param pullSecret the Secret for pulling the image
 * @param security the Pod Security Standard
 * @param files its files by id
 * @param revision a changed text rolls out the pods; empty for none
 * @param options settings that only create options have
 */
public record PodSettings(
        List<String> command,
        List<String> args,
        SortedMap<String, SecretKey> secretEnv,
        Optional<Probe> probe,
        Resources resources,
        SortedMap<String, String> nodeSelector,
        Optional<String> pullSecret,
        Security security,
        SortedMap<String, ConfigFile> files,
        String revision,
        TierOptions options) {

    /** The settings of a tier without any in the twin. */
    public static final PodSettings DEFAULT = new PodSettings(
            List.of(),
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            Resources.DEFAULT,
            new TreeMap<>(),
            Optional.empty(),
            Security.BASELINE,
            new TreeMap<>(),
            "",
            TierOptions.NONE);

    /** Copies the collections. */
    public PodSettings {
        command = List.copyOf(command);
        args = List.copyOf(args);
        secretEnv = Collections.unmodifiableSortedMap(new TreeMap<>(secretEnv));
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        nodeSelector = Collections.unmodifiableSortedMap(new TreeMap<>(nodeSelector));
    }
}
