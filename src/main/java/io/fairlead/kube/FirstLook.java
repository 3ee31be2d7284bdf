package io.fairlead.kube;

import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import java.time.Duration;

/** One observation of a cluster for code without a loop, such as a command on a workstation. */
public final class FirstLook {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private FirstLook() {}

    /** Starts the watches and waits. The result is the first complete observation, or the state after {@code patience}. */
    public static Observation at(KubeCluster cluster, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        cluster.start();
        Observation seen = cluster.observe();
        while (!(seen instanceof Seen) && System.nanoTime() - end < 0) {
            Thread.sleep(PAUSE);
            seen = cluster.observe();
        }
        return seen;
    }
}
