package io.fairlead.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects of one collection as a watch shows them, and when they were first as somebody waits for. */
final class Sight implements AutoCloseable {

    private static final long PATIENCE_S = 180;
    private static final long AGAIN_MS = 20;

    private final ApiCalls api;
    private final String path;
    private final Map<String, JsonObject> objects = new TreeMap<>();
    private Predicate<Map<String, JsonObject>> wanted = any -> false;
    private CompletableFuture<Long> seen = new CompletableFuture<>();
    private volatile boolean closed;

    /** Watches a collection, given by its path. */
    Sight(Path kubeconfig, String path) {
        this.api = new ApiCalls(kubeconfig);
        this.path = path;
        Thread unused = Thread.ofPlatform().daemon().name("sight of " + path).start(this::watch);
    }

    private void watch() {
        while (!closed) {
            forget();
            try (Stream<String> lines = api.lines(path + "?watch=true&resourceVersion=0")) {
                lines.forEach(line -> take(JsonParser.parseString(line).getAsJsonObject()));
                Thread.sleep(AGAIN_MS);
            } catch (IOException | UncheckedIOException broken) {
                // The API server ends watches that it thinks too slow; the next one begins with all there is.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private synchronized void forget() {
        objects.clear();
    }

    private synchronized void take(JsonObject event) {
        JsonObject object = event.getAsJsonObject("object");
        if (!object.has("metadata")) {
            return;
        }
        String name = object.getAsJsonObject("metadata").get("name").getAsString();
        if (event.get("type").getAsString().equals("DELETED")) {
            objects.remove(name);
        } else {
            objects.put(name, object);
        }
        if (wanted.test(objects)) {
            seen.complete(System.nanoTime());
        }
    }

    /** Begins to wait until the objects, by name, are as wanted: {@link #at} gives the time. */
    synchronized void expect(Predicate<Map<String, JsonObject>> whatIsWanted) {
        wanted = whatIsWanted;
        seen = new CompletableFuture<>();
        if (wanted.test(objects)) {
            seen.complete(System.nanoTime());
        }
    }

    /** When the objects were as expected, a time of {@link System#nanoTime()}; waits for it. */
    long at() throws Exception {
        CompletableFuture<Long> awaited;
        synchronized (this) {
            awaited = seen;
        }
        try {
            return awaited.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            synchronized (this) {
                throw new IllegalStateException(path + " did not become as expected: " + objects.values(), late);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        api.close();
    }
}
