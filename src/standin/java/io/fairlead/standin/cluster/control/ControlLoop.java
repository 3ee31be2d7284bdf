package io.fairlead.standin.cluster.control;

import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Store;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread that runs every controller after each change of the store and when one of them asked to be called. */
public final class ControlLoop {
    private final Store store;
    private final ClusterWriter cluster;
    private final List<Controller> controllers;
    private volatile @Nullable Thread thread;

    /** A loop over the controllers of a cluster, not yet running. */
    public ControlLoop(Store store, ClusterWriter cluster, Knobs knobs) {
        this.store = store;
        this.cluster = cluster;
        this.controllers = List.of(
                new OrphanCollector(cluster),
                new DeploymentController(cluster),
                new PodRunner(cluster, knobs),
                new EndpointSliceController(cluster),
                new MetalLbController(cluster, knobs),
                new MetalLbSpeakers(cluster, knobs));
    }

    public void start() {
        thread = Thread.ofVirtual().name("stand-in-controllers").start(this::run);
    }

    public void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            long seen = store.revision();
            Duration next = Controller.IDLE;
            for (Controller controller : controllers) {
                Duration asked = reconcile(controller);
                next = asked.compareTo(next) < 0 ? asked : next;
            }
            if (!await(seen, next)) {
                return;
            }
        }
    }

    /** A controller that fails is said and tried again: the others go on. */
    private Duration reconcile(Controller controller) {
        try {
            return controller.reconcile();
        } catch (RuntimeException e) {
            cluster.say(controller.getClass().getSimpleName() + ": " + e);
            return Duration.ofSeconds(1);
        }
    }

    private boolean await(long seen, Duration longest) {
        try {
            store.await(Catalog.ALL, seen, longest);
            return true;
        } catch (ApiFailure compacted) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
