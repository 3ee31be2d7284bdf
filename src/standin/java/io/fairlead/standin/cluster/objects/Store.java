package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Every object with its revisions, as etcd keeps them. One counter numbers all changes; a bounded history feeds the
 * watches. Objects handed out are shared and must not be changed.
 */
public final class Store {
    private static final int HISTORY = 5000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<ObjectKey, JsonObject> objects = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private long revision = 1;
    private long compacted;
    private long wakes;

    /** Runs with the store to itself: what is read stays true until it returns. */
    public <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** The number of the last change. */
    public long revision() {
        return exclusively(() -> revision);
    }

    public Optional<JsonObject> get(ObjectKey key) {
        return exclusively(() -> Optional.ofNullable(objects.get(key)));
    }

    /** The objects of a kind that are selected, by namespace and name. */
    public List<JsonObject> list(ResourceKind kind, Selector selector) {
        return exclusively(() -> objects.entrySet().stream()
                .filter(entry -> entry.getKey().kind().equals(kind))
                .filter(entry -> selector.matches(entry.getValue()))
                .sorted(Comparator.comparing((Map.Entry<ObjectKey, JsonObject> entry) ->
                                entry.getKey().namespace())
                        .thenComparing(entry -> entry.getKey().name()))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** All objects of a kind. */
    public List<JsonObject> list(ResourceKind kind) {
        return list(kind, Selector.parse("", "", ""));
    }

    /** The keys of everything in a namespace. */
    List<ObjectKey> keysIn(String namespace) {
        return exclusively(() -> objects.keySet().stream()
                .filter(key -> key.kind().namespaced() && key.namespace().equals(namespace))
                .toList());
    }

    /** Stores an object under a new resourceVersion, which it writes into the object. */
    public JsonObject put(ObjectKey key, JsonObject object) {
        return exclusively(() -> {
            revision++;
            Json.child(object, "metadata").addProperty("resourceVersion", Long.toString(revision));
            Optional<JsonObject> before = Optional.ofNullable(objects.put(key, object));
            record(new Change(revision, key, before, Optional.of(object), object));
            return object;
        });
    }

    /** Removes an object; what is handed out carries the deletion's resourceVersion. */
    JsonObject remove(ObjectKey key) {
        return exclusively(() -> {
            JsonObject before = objects.remove(key);
            if (before == null) {
                throw ApiFailure.notFound(key);
            }
            revision++;
            JsonObject last = before.deepCopy();
            Json.child(last, "metadata").addProperty("resourceVersion", Long.toString(revision));
            record(new Change(revision, key, Optional.of(before), Optional.empty(), last));
            return last;
        });
    }

    private void record(Change change) {
        history.addLast(change);
        while (history.size() > HISTORY) {
            compacted = history.removeFirst().revision();
        }
        changed.signalAll();
    }

    /** Forgets the history, as a restarted API server does: watches from before get 410. */
    public void compact() {
        exclusively(() -> {
            history.clear();
            compacted = revision;
            changed.signalAll();
            return revision;
        });
    }

    /** Wakes everybody who waits, for them to see that they are to stop. */
    public void wake() {
        exclusively(() -> {
            wakes++;
            changed.signalAll();
            return revision;
        });
    }

    /**
     * Waits for changes of a kind after a revision.
     *
     * @param kinds the kinds that matter
     * @param after the last revision that the caller knows
     * @param longest how long to wait; an empty list afterwards
     * @throws ApiFailure 410 where the history no longer goes back that far
     * @throws InterruptedException where the waiting thread is interrupted
     */
    public List<Change> await(Collection<ResourceKind> kinds, long after, Duration longest)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            List<Change> news = since(kinds, after);
            long nanos = longest.toNanos();
            long woken = wakes;
            while (news.isEmpty() && nanos > 0 && woken == wakes) {
                nanos = changed.awaitNanos(nanos);
                news = since(kinds, after);
            }
            return news;
        } finally {
            lock.unlock();
        }
    }

    private List<Change> since(Collection<ResourceKind> kinds, long after) {
        if (after < compacted) {
            throw ApiFailure.expired(after, compacted);
        }
        List<Change> news = new ArrayList<>();
        var newest = history.descendingIterator();
        while (newest.hasNext()) {
            Change change = newest.next();
            if (change.revision() <= after) {
                break;
            }
            if (kinds.contains(change.key().kind())) {
                news.add(change);
            }
        }
        return news.reversed();
    }
}
