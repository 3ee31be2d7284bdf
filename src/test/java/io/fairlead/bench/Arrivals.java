package io.fairlead.bench;

import io.fairlead.rig.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** When what was first seen in a namespace, by watches of the Deployments and Services there. */
final class Arrivals implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NAME = "\"metadata\":{\"name\":\"";
    private static final String IMAGE = "\"image\":\"";

    private final ApiCalls api;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private volatile long lastEvent = System.nanoTime();

    /** Watches a namespace from its beginning. */
    Arrivals(Path kubeconfig, String namespace) {
        api = new ApiCalls(kubeconfig);
        List.of("Deployment", "Service").forEach(kind -> watch(kind, namespace));
    }

    private void watch(String kind, String namespace) {
        Stream<String> lines;
        try {
            lines = api.lines(ApiCalls.collection(kind, namespace) + "?watch=true&resourceVersion=0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofPlatform().daemon().name("arrivals of " + kind).start(() -> {
            try (lines) {
                lines.forEach(line -> take(kind, line));
            } catch (UncheckedIOException closed) {
                // The measurement is over.
            }
        });
    }

    private void take(String kind, String line) {
        long now = System.nanoTime();
        lastEvent = now;
        String what = kind + " " + after(line, NAME);
        seen.putIfAbsent(kind.equals("Deployment") ? what + " " + after(line, IMAGE) : what, now);
    }

    private static String after(String line, String mark) {
        int from = line.indexOf(mark) + mark.length();
        return line.substring(from, line.indexOf('"', from));
    }

    /** Waits until all of it was seen; the time of the last, as of {@link System#nanoTime()}. */
    long lastOf(Collection<String> wanted) {
        return Eventually.value(
                wanted.size() + " objects are written",
                PATIENCE,
                () -> seen.keySet().containsAll(wanted)
                        ? Optional.of(wanted.stream()
                                .mapToLong(what -> seen.getOrDefault(what, 0L))
                                .max()
                                .orElseThrow())
                        : Optional.empty());
    }

    /** Waits until nothing was seen for a time: the controllers have done what they do. */
    void quiet(Duration time) {
        Eventually.holds("nothing happens", PATIENCE, () -> System.nanoTime() - lastEvent > time.toNanos());
    }

    @Override
    public void close() {
        api.close();
    }
}
