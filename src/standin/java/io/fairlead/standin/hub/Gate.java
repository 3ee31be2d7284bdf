package io.fairlead.standin.hub;

import java.util.ArrayDeque;
import java.util.Queue;

/** A point that lets actions through at once, or keeps them, in order, until it is opened. */
final class Gate {
    private final Queue<Runnable> kept = new ArrayDeque<>();
    private boolean shut;

    synchronized void pass(Runnable action) {
        if (shut) {
            kept.add(action);
        } else {
            action.run();
        }
    }

    synchronized void shut(boolean wanted) {
        shut = wanted;
        while (!shut && !kept.isEmpty()) {
            kept.remove().run();
        }
    }

    /** Drops what is kept, as a restart does. */
    synchronized void forget() {
        kept.clear();
    }
}
