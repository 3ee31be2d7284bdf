package io.fairlead.cli;

import io.fairlead.kube.FirstLook;
import io.fairlead.kube.KubeCluster;
import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.loop.Cluster.Starting;
import io.fairlead.model.Observed;
import io.fairlead.text.UnreadableText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that reads a cluster. The command writes nothing to it. */
final class ClusterChoice {

    /** How long to wait for a complete observation. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster; default the file that KUBECONFIG names, else ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "The namespace of the module's ledger; default FAIRLEAD_NAMESPACE, else fairlead.")
    private @Nullable String namespace;

    /**
     * The installation that these options and the environment select.
     *
     * @throws UnreadableText if a setting is wrong or there is no kubeconfig
     */
    Installation installation(Program program) {
        Map<String, String> instead = new TreeMap<>();
        if (namespace != null) {
            instead.put("FAIRLEAD_NAMESPACE", namespace);
        }
        if (kubeconfig != null) {
            instead.put("KUBECONFIG", kubeconfig.toString());
        }
        Installation installation;
        try {
            installation = program.installation(instead);
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableText(String.valueOf(wrong.getMessage()));
        }
        installation.kube().kubeconfig().filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new UnreadableText("no kubeconfig can be read at " + file + "; name one with --kubeconfig");
        });
        return installation;
    }

    /**
     * One observation of the cluster, as the module sees it.
     *
     * @throws UnreadableText if it cannot be read in time
     */
    static Observed look(Installation installation) throws InterruptedException {
        try (KubeCluster cluster = new KubeCluster(installation.kube(), () -> {})) {
            return switch (FirstLook.at(cluster, PATIENCE)) {
                case Seen seen -> seen.observed();
                case Blind blind -> throw new UnreadableText("the cluster cannot be read: " + blind.reason());
                case Starting none -> throw new UnreadableText("the cluster cannot be read: it has not answered yet");
            };
        }
    }
}
