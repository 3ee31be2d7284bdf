package io.fairlead.kube;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that the objects of all watches use together. One watch may use half of it, so that many objects of one
 * kind leave room for the other kinds.
 */
final class ObjectBudget {

    private final long most;
    private final AtomicLong used = new AtomicLong();

    /** @param most the limit in bytes */
    ObjectBudget(long most) {
        this.most = most;
    }

    /** A third of the heap. Another third is for data derived from the objects, and the last is a reserve. */
    static ObjectBudget ofThisProcess() {
        return new ObjectBudget(Runtime.getRuntime().maxMemory() / 3);
    }

    /** Reserves {@code bytes}, or releases them if negative. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /**
     * Whether a watch may use more memory.
     *
     * @param all the total of the watch afterwards, in bytes
     * @param more the increase, in bytes
     */
    boolean allows(long all, long more) {
        return all <= most / 2 && used.get() + more <= most;
    }

    /** The limit of one watch, for a message. */
    String half() {
        return most / 2_000_000 + " MB";
    }
}
