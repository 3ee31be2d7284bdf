package io.fairlead.kube;

import io.fairlead.loop.Cluster.Blind;
import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.model.Code;
import java.time.Duration;

/** One observation of a cluster for code without a loop, such as a command on a workstation. */
public final class FirstLook {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private FirstLook() {}

    /**
     * Starts the watches and waits. The result is the first complete observation, or the state after {@code patience}; if
     * the kubeconfig cannot be read, the state at once, and if a right is missing, after a few seconds.
     */
    public static Observation at(KubeCluster cluster, Duration patience) throws InterruptedException {
        boolean isReadable = cluster.facts().kubeconfig().isEmpty();
        long start = System.nanoTime();
        cluster.start();
        Observation seen = cluster.observe();
        while (!(seen instanceof Seen) && isReadable && System.nanoTime() - start < patienceFor(seen, patience)) {
            Thread.sleep(PAUSE);
            seen = cluster.observe();
        }
        return seen;
    }

    private static long patienceFor(Observation seen, Duration patience) {
        boolean isRefused = seen instanceof Blind blind && blind.code() == Code.NoRights;
        return (isRefused ? ResourceWatch.GRACE : patience).toNanos();
    }
}
