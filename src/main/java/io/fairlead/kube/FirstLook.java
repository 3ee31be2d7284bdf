package io.fairlead.kube;

import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import java.time.Duration;

/** One look at a cluster by who is no loop: a command on a person's machine. */
public final class FirstLook {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private FirstLook() {}

    /** Starts to watch; what is seen as soon as all can be read, or what is known once {@code patience} is over. */
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
