package io.fairlead.app;

import io.fairlead.doctor.Checks;
import io.fairlead.doctor.Facts;
import io.fairlead.doctor.Finding;
import io.fairlead.hub.HubProbe;
import io.fairlead.hub.HubSettings;
import io.fairlead.kube.FirstLook;
import io.fairlead.kube.KubeCluster;
import io.fairlead.loop.Cluster.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the facts that {@code doctor} and the method {@code diagnose} check. */
final class Doctor {

    /** The time limit for reading the cluster. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Doctor() {}

    /** Checks the module's environment from its settings. A running module is not disturbed. */
    static List<Finding> look(Map<String, String> environment) {
        return look(environment, PATIENCE);
    }

    /** @param patience the time limit for reading the cluster */
    static List<Finding> look(Map<String, String> environment, Duration patience) {
        List<String> problems = new ArrayList<>();
        Optional<Facts.Hub> hub = Optional.empty();
        try {
            hub = Optional.of(new HubProbe(HubSettings.of(environment)).look());
        } catch (IllegalArgumentException wrong) {
            problems.addAll(String.valueOf(wrong.getMessage()).lines().toList());
        }
        Optional<Facts.Cluster> cluster = Optional.empty();
        try (KubeCluster read =
                new KubeCluster(Settings.from(environment).installation().kube(), () -> {}, (thread, fault) -> {})) {
            cluster = Optional.of(awaited(read, patience));
        } catch (IllegalArgumentException wrong) {
            problems.addAll(String.valueOf(wrong.getMessage()).lines().toList());
        }
        return Checks.of(new Facts(Instant.now(), architecture(), problems, hub, cluster));
    }

    /** The same checks from inside the module. */
    static List<Finding> look(HubSettings hub, KubeCluster cluster) {
        return Checks.of(new Facts(
                Instant.now(),
                architecture(),
                List.of(),
                Optional.of(new HubProbe(hub).look()),
                Optional.of(cluster.facts())));
    }

    private static Facts.Cluster awaited(KubeCluster cluster, Duration patience) {
        try {
            Observation unused = FirstLook.at(cluster, patience);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return cluster.facts();
    }

    /** The architecture as container images name it. */
    private static String architecture() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
