package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Kills the module and MetalLB in turns at random points of a change, as a power cut would, and starts them again. The points
 * are counted in addresses that changed, or in time where none does, and come from a seed.
 */
final class Kills {

    /** What goes on meanwhile. */
    interface Change {
        void make() throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final EndToEnd device;
    private final AddressHistory history;
    private final Random random;

    Kills(EndToEnd device, AddressHistory history, long seed) {
        this.device = device;
        this.history = history;
        this.random = new Random(seed);
    }

    /** Makes a change with so many kills, and waits for the end of both. */
    void during(int kills, Change change) throws Exception {
        FutureTask<Boolean> killing = new FutureTask<>(() -> {
            run(kills);
            return true;
        });
        Thread thread = Thread.ofPlatform().name("kills").start(killing);
        change.make();
        assertTrue(killing.get(2, TimeUnit.MINUTES));
        thread.join();
    }

    private void run(int kills) throws InterruptedException {
        for (int i = 0; i < kills; i++) {
            pause();
            if (i % 2 == 0) {
                device.module.kill();
                device.module.start();
            } else {
                device.rig.metalLb().kill();
                device.rig.metalLb().start();
            }
        }
    }

    private void pause() throws InterruptedException {
        int until = history.changes() + 1 + random.nextInt(6);
        long end = System.nanoTime() + random.nextLong(PATIENCE.toNanos());
        while (history.changes() < until && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
