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
    private static final Duration AGAIN = Duration.ofMillis(20);
    private static final String NAME = "\"metadata\":{\"name\":\"";
    private static final String IMAGE = "\"image\":\"";

    private final ApiCalls api;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile long lastEvent = System.nanoTime();

    /** Watches a namespace from its beginning. */
    Arrivals(Path kubeconfig, String namespace) {
        api = new ApiCalls(kubeconfig);
        for (String kind : List.of("Deployment", "Service")) {
            String path = ApiCalls.collection(kind, namespace);
            Thread unused =
                    Thread.ofPlatform().daemon().name("arrivals of " + kind).start(() -> watch(kind, path));
        }
    }

    private void watch(String kind, String path) {
        while (!closed) {
            try (Stream<String> lines = api.lines(path + "?watch=true&resourceVersion=0")) {
                lines.forEach(line -> take(kind, line));
                Thread.sleep(AGAIN);
            } catch (IOException | UncheckedIOException broken) {
                // The API server ends watches that it thinks too slow; the next one begins with all there is.
            } catch (InterruptedException e) {
                return;
            }
        }
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
        closed = true;
        api.close();
    }
}
