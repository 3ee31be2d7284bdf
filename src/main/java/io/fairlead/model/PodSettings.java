package io.fairlead.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the pods of a tier run.
 *
 * @param command the program and its first arguments; empty for the image's
 * @param args its arguments; empty for the image's
 * @param secretEnv environment variables whose values are in Secrets
 * @param probe how a pod is asked whether it works; without one it works while its program runs
 * @param resources what a pod asks for and is held to
 * @param nodeSelector labels of the nodes that may run it
 * @param pullSecret the Secret for pulling the image
 * @param security the standard it keeps to
 * @param files its files by id
 * @param revision another text rolls the pods; empty for none
 * @param options what only its create options say
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

    /** Where the twin says nothing. */
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
