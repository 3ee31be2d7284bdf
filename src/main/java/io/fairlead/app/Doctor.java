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

/** Gathers what {@code doctor} and the method {@code diagnose} look at. */
final class Doctor {

    /** How long a cluster may take to be read. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Doctor() {}

    /** Looks at the module's surroundings as its environment says, beside a module that may be running. */
    static List<Finding> look(Map<String, String> environment) {
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
            cluster = Optional.of(awaited(read));
        } catch (IllegalArgumentException wrong) {
            problems.addAll(String.valueOf(wrong.getMessage()).lines().toList());
        }
        return Checks.of(new Facts(Instant.now(), architecture(), problems, hub, cluster));
    }

    /** The same from within the module. */
    static List<Finding> look(HubSettings hub, KubeCluster cluster) {
        return Checks.of(new Facts(
                Instant.now(),
                architecture(),
                List.of(),
                Optional.of(new HubProbe(hub).look()),
                Optional.of(cluster.facts())));
    }

    private static Facts.Cluster awaited(KubeCluster cluster) {
        try {
            Observation unused = FirstLook.at(cluster, PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return cluster.facts();
    }

    /** As container images name it. */
    private static String architecture() {
        String name = System.getProperty("os.arch", "");
        return name.equals("aarch64") ? "arm64" : name;
    }
}
