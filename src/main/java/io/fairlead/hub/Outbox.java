package io.fairlead.hub;

import io.fairlead.report.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * Events that wait for the hub, in their order. Where there is no connection for long the oldest are given up, and the next
 * one that gets there says how many. Any thread may use it.
 */
final class Outbox {

    private final int most;
    private final Deque<Letter> waiting = new ArrayDeque<>();
    private long dropped;

    Outbox(int most) {
        this.most = most;
    }

    /**
     * An event on its way.
     *
     * @param id the same at each attempt, so that whoever receives it twice can tell
     * @param at when it happened
     * @param event what happened
     * @param dropped how many before it were given up
     */
    record Letter(String id, Instant at, Event event, long dropped) {}

    synchronized void add(Event event, Instant at) {
        if (waiting.size() == most) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(new Letter(UUID.randomUUID().toString(), at, event, 0));
    }

    /** The oldest, which stays until it is {@link #sent}. */
    synchronized Optional<Letter> first() {
        return Optional.ofNullable(waiting.peekFirst())
                .map(letter -> new Letter(letter.id(), letter.at(), letter.event(), dropped));
    }

    /** The hub has taken it. */
    synchronized void sent(Letter letter) {
        if (waiting.removeIf(other -> other.id().equals(letter.id()))) {
            dropped -= letter.dropped();
        }
    }
}
