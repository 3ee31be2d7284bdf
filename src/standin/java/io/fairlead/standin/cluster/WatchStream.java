package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.ApiFailure;
import io.fairlead.standin.cluster.objects.Change;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.Selector;
import io.fairlead.standin.cluster.objects.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One watch: events as lines of JSON until the client's timeout, the client's end or the server's.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">watch</a>
 */
final class WatchStream {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(10);

    private final Store store;
    private final ApiRequest request;
    private final Selector selector;
    private final OutputStream out;

    WatchStream(Store store, ApiRequest request, OutputStream out) {
        this.store = store;
        this.request = request;
        this.selector = request.selector();
        this.out = out;
    }

    /** Writes events while {@code open} holds; a write that fails means that the client has gone. */
    void run(BooleanSupplier open) throws IOException, InterruptedException {
        String asked = request.parameter("resourceVersion");
        try {
            follow(asked.isEmpty() || asked.equals("0") ? sendAll() : Long.parseLong(asked), open);
        } catch (ApiFailure gone) {
            send("ERROR", gone.status());
        }
    }

    /** The state now as ADDED events; returns its revision. */
    private long sendAll() throws IOException {
        record State(long revision, List<JsonObject> objects) {}
        State now = store.exclusively(
                () -> new State(store.revision(), store.list(request.key().kind(), selector)));
        for (JsonObject object : now.objects) {
            send("ADDED", object);
        }
        return now.revision;
    }

    private void follow(long from, BooleanSupplier open) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(timeout());
        Instant bookmark = Instant.now().plus(BOOKMARK_EVERY);
        long known = from;
        while (open.getAsBoolean() && Instant.now().isBefore(end)) {
            Instant next = bookmark.isBefore(end) ? bookmark : end;
            List<Change> changes =
                    store.await(List.of(request.key().kind()), known, Duration.between(Instant.now(), next));
            for (Change change : changes) {
                known = change.revision();
                send(change);
            }
            if (!Instant.now().isBefore(bookmark)) {
                known = bookmark(known);
                bookmark = Instant.now().plus(BOOKMARK_EVERY);
            }
        }
    }

    private Duration timeout() {
        String seconds = request.parameter("timeoutSeconds");
        return seconds.isEmpty() ? LONGEST : Duration.ofSeconds(Long.parseLong(seconds));
    }

    private void send(Change change) throws IOException {
        var seen = change.seenThrough(selector);
        if (seen.isPresent()) {
            send(seen.get(), change.last());
        }
    }

    /** Tells a client that asked for it how far it has read. Sent to nobody else, but moves the mark for all. */
    private long bookmark(long known) throws IOException {
        long revision = store.exclusively(() -> {
            boolean quiet;
            try {
                quiet = store.await(List.of(request.key().kind()), known, Duration.ZERO)
                        .isEmpty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return known;
            }
            return quiet ? store.revision() : known;
        });
        if (request.parameter("allowWatchBookmarks").matches("true|1")) {
            JsonObject object = new JsonObject();
            object.addProperty("kind", request.key().kind().kind());
            object.addProperty("apiVersion", request.key().kind().apiVersion());
            Json.child(object, "metadata").addProperty("resourceVersion", Long.toString(revision));
            send("BOOKMARK", object);
        }
        return revision;
    }

    private void send(String type, JsonObject object) throws IOException {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("object", object);
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
