package io.fairlead.kube;

import io.fairlead.model.BackOff;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A supervised list and watch of one kind of objects. It never ends by itself: whatever breaks it (the API server away, a
 * version too old, the kind or the right to it missing), it lists again with back-off until it can watch.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">List and watch</a>
 */
final class ResourceWatch implements Runnable {

    /** How long what was last seen is taken as true after the watch broke. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final int WATCH_SECONDS = 120;

    /** A watch that says nothing for longer than the server may keep it open is dead. */
    static final Duration SILENCE = Duration.ofSeconds(WATCH_SECONDS + 20);

    private static final BackOff PAUSES = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(2));

    /** Rights that come are told by {@link #wake}; this is for those that the API server does not tell of. */
    private static final Duration PAUSE_REFUSED = Duration.ofSeconds(60);

    /** How late it is noticed that what was too large is small enough; each time it is read again. */
    private static final Duration PAUSE_TOO_LARGE = Duration.ofSeconds(30);

    private static final Duration PAUSE_ABSENT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ResourceWatch.class);

    private final Watched watched;
    private final ApiClient api;
    private final BooleanSupplier served;
    private final Runnable onChange;
    private final ObjectBudget budget;
    private final ObjectStore store;

    private volatile State state = State.now(Phase.STARTING);
    private volatile boolean synced;
    private volatile @Nullable InputStream stream;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean closed;
    private boolean warned;
    private volatile @Nullable Thread thread;

    private enum Phase {
        STARTING,
        WATCHING,
        FAILING,
        REFUSED,
        TOO_LARGE,
        ABSENT
    }

    /**
     * @param began when the phase began
     * @param wholeUntil until when the objects were true
     */
    private record State(Phase phase, String reason, long began, long wholeUntil) {

        static State now(Phase phase) {
            long now = System.nanoTime();
            return new State(phase, "", now, now);
        }

        boolean isYoung() {
            return System.nanoTime() - began < GRACE.toNanos();
        }

        boolean wasWholeLately() {
            return System.nanoTime() - wholeUntil < GRACE.toNanos();
        }
    }

    /** What the watch is good for at a moment. */
    enum View {
        /** Its objects are true. */
        READABLE,
        /** They will soon be known. */
        WAITING,
        /** Nothing is known of them. */
        UNREADABLE
    }

    /**
     * @param served whether the API server has the kind
     * @param onChange called when the objects or the view of them changed
     * @param budget what the objects of all watches may take
     */
    ResourceWatch(Watched watched, ApiClient api, BooleanSupplier served, Runnable onChange, ObjectBudget budget) {
        this.watched = watched;
        this.budget = budget;
        this.store = new ObjectStore(budget);
        this.api = api;
        this.served = served;
        this.onChange = onChange;
    }

    Watched watched() {
        return watched;
    }

    ObjectStore store() {
        return store;
    }

    View view() {
        State now = state;
        return switch (now.phase()) {
            case WATCHING -> View.READABLE;
            case STARTING -> View.WAITING;
            case ABSENT -> served.getAsBoolean() ? View.WAITING : View.UNREADABLE;
            case FAILING, REFUSED -> broken(now);
            case TOO_LARGE -> View.UNREADABLE;
        };
    }

    private View broken(State now) {
        if (synced && now.wasWholeLately()) {
            return View.READABLE;
        }
        // An API server that has just started refuses everybody until it has read who may what.
        boolean mayPass = now.phase() == Phase.REFUSED ? synced && now.isYoung() : now.wasWholeLately();
        return mayPass ? View.WAITING : View.UNREADABLE;
    }

    /**
     * Whether nothing may be planned because of this watch: soon it is known more, or it is the ledger, or the API server has
     * a fault with one of its own kinds. A right that is missing costs the areas that need it.
     */
    boolean isMissed() {
        return switch (view()) {
            case READABLE -> false;
            case WAITING -> true;
            case UNREADABLE ->
                watched.isLedger()
                        || (state.phase() == Phase.FAILING
                                && !watched.isCustom()
                                && !watched.neededBy().isEmpty());
        };
    }

    /** Whether the right to read is missing, and not only for a moment. */
    boolean isRefused() {
        return state.phase() == Phase.REFUSED && view() == View.UNREADABLE;
    }

    /** Whether it may be read, and is more than the module may hold. */
    boolean isTooLarge() {
        return state.phase() == Phase.TOO_LARGE;
    }

    /** Why the view is what it is. */
    String reason() {
        State now = state;
        return now.reason().isEmpty() ? "still reading " + watched : "cannot read " + watched + ": " + now.reason();
    }

    @Override
    public void run() {
        int failures = 0;
        thread = Thread.currentThread();
        while (!closed) {
            if (!served.getAsBoolean()) {
                absent();
                LockSupport.parkNanos(PAUSE_ABSENT.toNanos());
                continue;
            }
            long began = System.nanoTime();
            try {
                watchUntilTooOld(list());
            } catch (ApiClient.Refused e) {
                failed(phaseOf(e.code()), api.reason(e));
            } catch (TooLargeException e) {
                failed(Phase.TOO_LARGE, api.reason(e));
            } catch (IOException e) {
                failed(Phase.FAILING, api.reason(e));
            } catch (OutOfMemoryError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                LOG.error("an error in the module: cannot read {}", watched, e);
                failed(Phase.FAILING, "an error in the module (" + e.getClass().getSimpleName() + ")");
            }
            boolean lasted = System.nanoTime() - began > PAUSES.limit().toNanos();
            failures = lasted ? 1 : failures + 1;
            if (isTooLarge()) {
                LockSupport.parkNanos(longer(PAUSE_TOO_LARGE).toNanos());
            } else if (state.phase() == Phase.REFUSED && !state.isYoung()) {
                LockSupport.parkNanos(longer(PAUSE_REFUSED).toNanos());
            } else {
                sleep(PAUSES.after(failures, ThreadLocalRandom.current().nextDouble()));
            }
        }
    }

    /** Ends a watch that is silent for too long, so that it begins again. */
    void endIfSilent(Duration tooLong) {
        if (System.nanoTime() - heardAt > tooLong.toNanos()) {
            endStream();
        }
    }

    /** Looks at once whether the kind is served, or may be read, by now. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Ends the watch for good. */
    void close() {
        closed = true;
        endStream();
        wake();
    }

    private String list() throws IOException {
        List<LiveObject> objects = new ArrayList<>();
        String version = new Listing(watched, api, store, budget).all(objects);
        boolean news = store.replace(objects, version);
        boolean before = synced && state.phase() == Phase.WATCHING;
        synced = true;
        if (news || !before) {
            onChange.run();
        }
        return version;
    }

    private void watchUntilTooOld(String listVersion) throws IOException {
        String version = listVersion;
        while (!closed && served.getAsBoolean()) {
            int seconds = WATCH_SECONDS - ThreadLocalRandom.current().nextInt(WATCH_SECONDS / 4);
            heardAt = System.nanoTime();
            try (InputStream opened = api.stream(watched.watchPath(version, seconds));
                    Reader text = new InputStreamReader(new Heard(opened), StandardCharsets.UTF_8)) {
                stream = opened;
                watching();
                TreeReader events = new TreeReader(text);
                Sieve sieve = Sieve.event(watched.kind());
                for (var event = events.next(sieve); event != null; event = events.next(sieve)) {
                    version = take(event, version);
                }
            } finally {
                stream = null;
            }
            sleep(PAUSES.first()); // a server that ends every watch at once is not hammered
        }
    }

    /** Takes one event; returns the version after it. */
    private String take(Map<String, Object> event, String version) throws IOException {
        Map<String, Object> json = mapAt(event, "object");
        String type = String.valueOf(event.get("type"));
        if (type.equals("ERROR")) {
            Fields status = new Fields(json);
            throw new IOException("the watch ended: " + status.text("message").orElse("no message"));
        }
        LiveObject object = LiveObjects.of(watched.apiVersion(), watched.kind(), json);
        if (!type.equals("DELETED") && !store.hasRoomFor(object)) {
            throw Listing.tooMuch(watched, budget);
        }
        boolean news = switch (type) {
            case "ADDED", "MODIFIED" -> store.put(object);
            case "DELETED" -> store.remove(object.ref(), object.resourceVersion());
            default -> false; // BOOKMARK
        };
        if (news) {
            onChange.run();
        }
        return object.resourceVersion().isEmpty() ? version : object.resourceVersion();
    }

    @SuppressWarnings("unchecked") // JSON's maps have string keys.
    private static Map<String, Object> mapAt(Map<String, Object> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : Map.of();
    }

    /** What a refused answer means: a missing right or kind stays until somebody mends it, other faults pass. */
    private static Phase phaseOf(int code) {
        return code == 401 || code == 403 || code == 404 ? Phase.REFUSED : Phase.FAILING;
    }

    private void watching() {
        if (state.phase() != Phase.WATCHING) {
            state = State.now(Phase.WATCHING);
            if (warned) {
                warned = false;
                LOG.info("watching {} again", watched);
            }
            onChange.run();
        }
    }

    private void failed(Phase phase, String reason) {
        if (closed) {
            return;
        }
        State before = state;
        long now = System.nanoTime();
        boolean whole = before.phase() == Phase.WATCHING || before.phase() == Phase.STARTING;
        boolean entered = before.phase() != phase;
        state = new State(phase, reason, entered ? now : before.began(), whole ? now : before.wholeUntil());
        if (entered) {
            LOG.debug("cannot read {}: {}", watched, reason);
            onChange.run();
        }
        // Not for what breaks all watches at once: that the server is away is said in one line, elsewhere.
        boolean lasts = phase == Phase.REFUSED || phase == Phase.TOO_LARGE;
        if (lasts && view() == View.UNREADABLE && !warned) {
            warned = true;
            LOG.warn("cannot read {}: {}", watched, reason);
        }
    }

    private void absent() {
        if (state.phase() != Phase.ABSENT) {
            state = State.now(Phase.ABSENT);
            synced = false;
            store.clear();
            onChange.run();
        }
    }

    private void endStream() {
        InputStream open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing the watch of {}", watched, e);
            }
        }
    }

    private void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** A little longer than {@code pause}, so that many do not ask at one moment. */
    static Duration longer(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 5));
    }

    /** Takes the answer to one of our writes. */
    void wrote(LiveObject object) {
        if (watched.covers(object.ref())) {
            store.put(object);
        }
    }

    /** Takes the deletion of an object by us. */
    void deleted(ObjectRef ref, String uid) {
        if (watched.covers(ref)) {
            store.delete(ref, uid);
        }
    }

    /** Notes when something came. */
    private final class Heard extends FilterInputStream {
        Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, length);
            heardAt = System.nanoTime();
            return count;
        }
    }
}
