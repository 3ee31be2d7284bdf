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
 * A supervised list and watch of one kind of objects. It never ends by itself. After any failure (no connection to the API
 * server, a version that is too old, the kind or the right missing), it lists again with back-off until it can watch.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes">List and
 *     watch</a>
 */
final class ResourceWatch implements Runnable {

    /** How long the last state counts as current after the watch broke. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final int WATCH_SECONDS = 120;

    /** A watch that is silent for longer than the server may keep it open is dead. */
    static final Duration SILENCE = Duration.ofSeconds(WATCH_SECONDS + 20);

    private static final BackOff PAUSES = new BackOff(Duration.ofMillis(250), Duration.ofSeconds(2));

    /**
     * The pause after a refusal. Usually {@link #wake} ends it early; it is for rights whose change the API server does not
     * report.
     */
    private static final Duration PAUSE_REFUSED = Duration.ofSeconds(60);

    /** The pause after a list that was too large; each retry reads it again. */
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
     * @param wholeUntil until when the objects were current
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

    /** The usefulness of the watch at a moment. */
    enum View {
        /** Its objects are current. */
        READABLE,
        /** Its objects will soon be known. */
        WAITING,
        /** Its objects are unknown. */
        UNREADABLE
    }

    /**
     * @param served whether the API server serves the kind
     * @param onChange called when the objects or the view change
     * @param budget the memory limit for the objects of all watches
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
        // An API server that has just started refuses every request until it has loaded the RBAC rules.
        boolean mayPass = now.phase() == Phase.REFUSED ? synced && now.isYoung() : now.wasWholeLately();
        return mayPass ? View.WAITING : View.UNREADABLE;
    }

    /**
     * Whether this watch forbids planning: its state will soon be known, it is the ledger's, or the API server fails on one
     * of its own kinds. A missing right only costs the areas that need it.
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

    /** Whether the right to read is missing, for longer than a moment. */
    boolean isRefused() {
        return state.phase() == Phase.REFUSED && view() == View.UNREADABLE;
    }

    /** Whether the objects can be read but exceed the memory limit. */
    boolean isTooLarge() {
        return state.phase() == Phase.TOO_LARGE;
    }

    /** The reason for the view. */
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

    /** Ends a stream that is silent for too long, so that the watch starts again. */
    void endIfSilent(Duration tooLong) {
        if (System.nanoTime() - heardAt > tooLong.toNanos()) {
            endStream();
        }
    }

    /** Checks at once whether the kind is served and readable by now. */
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
            sleep(PAUSES.first()); // limits the rate if a server ends every watch at once
        }
    }

    /** Handles one event; returns the resource version after it. */
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

    /** The phase after a refusal. Only a missing right stays; an API server lists a new kind before it serves it (404). */
    private static Phase phaseOf(int code) {
        return code == 401 || code == 403 ? Phase.REFUSED : Phase.FAILING;
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
        // Errors that break all watches at once are excluded: an unreachable server is logged elsewhere, in one line.
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

    /** A little longer than {@code pause}, at random, so that not all watches ask at the same moment. */
    static Duration longer(Duration pause) {
        return pause.plusMillis(ThreadLocalRandom.current().nextLong(1 + pause.toMillis() / 5));
    }

    /** Stores the answer to one of the module's writes. */
    void wrote(LiveObject object) {
        if (watched.covers(object.ref())) {
            store.put(object);
        }
    }

    /** Records that the module deleted an object. */
    void deleted(ObjectRef ref, String uid) {
        if (watched.covers(ref)) {
            store.delete(ref, uid);
        }
    }

    /** Records when data arrived. */
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
