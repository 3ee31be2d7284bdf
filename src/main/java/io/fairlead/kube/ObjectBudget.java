package io.fairlead.kube;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the objects of all watches may take together. One watch may take half of it: who fills the cluster with
 * objects of one kind leaves the module room for the others.
 */
final class ObjectBudget {

    private final long most;
    private final AtomicLong used = new AtomicLong();

    /** @param most in bytes */
    ObjectBudget(long most) {
        this.most = most;
    }

    /** A third of the heap: another third is for what is made of the objects, the last is air. */
    static ObjectBudget ofThisProcess() {
        return new ObjectBudget(Runtime.getRuntime().maxMemory() / 3);
    }

    /** Takes {@code bytes} more, or gives them back where they are negative. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    /**
     * Whether a watch may take more.
     *
     * @param all what it has then, in bytes
     * @param more what is new of it
     */
    boolean allows(long all, long more) {
        return all <= most / 2 && used.get() + more <= most;
    }

    /** What one watch may take, for a message. */
    String half() {
        return most / 2_000_000 + " MB";
    }
}
