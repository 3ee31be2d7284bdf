package io.fairlead.standin.cluster.control;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a test can turn on the played controllers. */
public final class Knobs {
    private volatile Duration podsReadyAfter = Duration.ofMillis(300);
    private volatile boolean metalLb = true;
    private final Set<String> failingImages = ConcurrentHashMap.newKeySet();

    public void podsReadyAfter(Duration delay) {
        podsReadyAfter = delay;
    }

    Duration podsReadyAfter() {
        return podsReadyAfter;
    }

    public void metalLb(boolean running) {
        metalLb = running;
    }

    boolean metalLbRuns() {
        return metalLb;
    }

    public void failImages(String prefix) {
        failingImages.add(prefix);
    }

    public void healImages() {
        failingImages.clear();
    }

    /** Images of a registry under {@code .invalid}, a name that nothing has (RFC 2606), are never there. */
    boolean fails(String image) {
        String registry = image.replaceFirst("[:/].*", "");
        return registry.endsWith(".invalid") || failingImages.stream().anyMatch(image::startsWith);
    }
}
