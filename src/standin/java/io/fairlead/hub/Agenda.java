package io.fairlead.hub;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * What happens when over virtual time; what happens at the same time, in the order in which it was entered. Only the next
 * hundredth of a second is kept sorted, so that an entry among millions costs as much as one among thousands.
 */
final class Agenda {

    private static final long SLOT = 10_000_000;

    private final Map<Long, List<Due>> later = new HashMap<>();
    private final PriorityQueue<Due> soon = new PriorityQueue<>();
    private long slot;
    private long entered;
    private long left;

    /**
     * What happens at a time.
     *
     * @param at the time in nanoseconds
     * @param order how many were entered before
     * @param what what happens
     */
    record Due(long at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    /** Enters something for a time that is not before that of the last {@link #next}. */
    void add(long at, Runnable what) {
        Due due = new Due(at, entered++, what);
        left++;
        if (at / SLOT <= slot) {
            soon.add(due);
        } else {
            later.computeIfAbsent(at / SLOT, empty -> new ArrayList<>()).add(due);
        }
    }

    /** Removes what happens first. */
    Due next() {
        if (left == 0) {
            throw new NoSuchElementException("nothing is left to happen");
        }
        left--;
        while (soon.isEmpty()) {
            slot++;
            soon.addAll(later.getOrDefault(slot, List.of()));
            later.remove(slot);
        }
        return soon.remove();
    }
}
