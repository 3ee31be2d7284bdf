package io.fairlead.kube;

import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The newest known state of the objects of one watch. Its input is lists, watch events and the answers to the module's own
 * writes, in any order. So a write is visible at once, and a late event never restores an older state.
 *
 * <p>The state with the larger {@code resourceVersion}, compared as a number, is newer. Kubernetes documents this since
 * 1.35, and it was true of every server on etcd before.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions">Resource versions</a>
 */
final class ObjectStore {

    /** How long after a deletion a late event could still contain the object. */
    private static final long FORGET_AFTER_NANOS = 300_000_000_000L;

    private final Map<ObjectRef, LiveObject> objects = new HashMap<>();
    private final Map<ObjectRef, Tombstone> tombstones = new HashMap<>();
    private final ObjectBudget budget;
    private String newestList = "";
    private long bytes;

    ObjectStore(ObjectBudget budget) {
        this.budget = budget;
    }

    /**
     * An object that is gone.
     *
     * @param version a state at this version or an older one is of the gone object
     * @param uid a state with this UID is of the gone object, whatever its version; empty if the object may return, for
     *     example if it only left the watch's selection
     */
    private record Tombstone(String version, String uid, long createdAt) {
        boolean holds(LiveObject object) {
            return object.uid().equals(uid) || !isNewer(object.resourceVersion(), version);
        }
    }

    /** Stores a state. Returns whether anything changed. */
    synchronized boolean put(LiveObject object) {
        LiveObject known = objects.get(object.ref());
        if (known != null && !isNewer(object.resourceVersion(), known.resourceVersion())) {
            return false;
        }
        Tombstone tombstone = tombstones.get(object.ref());
        if (tombstone != null && tombstone.holds(object)) {
            return false;
        }
        tombstones.remove(object.ref());
        keep(object);
        return true;
    }

    /** Records that at this version the object is no longer in the watch's selection. Returns whether anything changed. */
    synchronized boolean remove(ObjectRef ref, String version) {
        LiveObject known = objects.get(ref);
        if (known != null && isNewer(known.resourceVersion(), version)) {
            return false;
        }
        Tombstone tombstone = tombstones.get(ref);
        if (tombstone == null || isNewer(version, tombstone.version())) {
            tombstones.put(ref, new Tombstone(version, tombstone == null ? "" : tombstone.uid(), System.nanoTime()));
        }
        return drop(ref);
    }

    /** Records that the object with this UID is deleted for good. Returns whether anything changed. */
    synchronized boolean delete(ObjectRef ref, String uid) {
        LiveObject known = objects.get(ref);
        if (known != null && !known.uid().equals(uid)) {
            return false;
        }
        tombstones.put(ref, new Tombstone(known == null ? "" : known.resourceVersion(), uid, System.nanoTime()));
        return drop(ref);
    }

    /**
     * Replaces all objects with a list from {@code version}, but keeps what the module wrote after that version. If the list
     * is older than the previous one, etcd was restored from a backup, and only the list counts.
     */
    synchronized boolean replace(List<LiveObject> list, String version) {
        boolean restored = isNewer(newestList, version);
        newestList = version;
        Map<ObjectRef, LiveObject> before = new HashMap<>(objects);
        empty();
        if (restored) {
            tombstones.clear();
        } else {
            before.values().stream()
                    .filter(object -> isNewer(object.resourceVersion(), version))
                    .forEach(this::keep);
        }
        list.forEach(this::put);
        forget();
        return !versions(before).equals(versions(objects));
    }

    /** Removes everything, because the resource is no longer served. */
    synchronized boolean clear() {
        boolean news = !objects.isEmpty();
        empty();
        tombstones.clear();
        newestList = "";
        return news;
    }

    synchronized void forEach(BiConsumer<ObjectRef, LiveObject> action) {
        objects.forEach(action);
    }

    /** The stored instance if it has the same state, so that no state is in memory twice. */
    synchronized LiveObject known(LiveObject object) {
        LiveObject known = objects.get(object.ref());
        return known != null
                        && known.uid().equals(object.uid())
                        && known.resourceVersion().equals(object.resourceVersion())
                ? known
                : object;
    }

    /** The memory of the objects, in bytes. */
    synchronized long bytes() {
        return bytes;
    }

    /** Whether the budget has room for this state of an object in place of the stored one. */
    synchronized boolean hasRoomFor(LiveObject object) {
        LiveObject known = objects.get(object.ref());
        long more = Footprint.of(object) - (known == null ? 0 : Footprint.of(known));
        return more <= 0 || budget.allows(bytes + more, more);
    }

    private void keep(LiveObject object) {
        LiveObject before = objects.put(object.ref(), object);
        charge(Footprint.of(object) - (before == null ? 0 : Footprint.of(before)));
    }

    private boolean drop(ObjectRef ref) {
        LiveObject before = objects.remove(ref);
        charge(before == null ? 0 : -Footprint.of(before));
        return before != null;
    }

    private void empty() {
        objects.clear();
        charge(-bytes);
    }

    private void charge(long more) {
        bytes += more;
        budget.add(more);
    }

    private void forget() {
        long now = System.nanoTime();
        tombstones.values().removeIf(tombstone -> now - tombstone.createdAt() > FORGET_AFTER_NANOS);
    }

    private static List<String> versions(Map<ObjectRef, LiveObject> objects) {
        List<String> versions = new ArrayList<>();
        objects.forEach((ref, object) -> versions.add(ref + " " + object.uid() + " " + object.resourceVersion()));
        versions.sort(null);
        return versions;
    }

    /** Whether {@code a} is the larger number; an empty one is the smallest. */
    static boolean isNewer(String a, String b) {
        return a.length() != b.length() ? a.length() > b.length() : a.compareTo(b) > 0;
    }
}
