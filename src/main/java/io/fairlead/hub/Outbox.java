package io.fairlead.hub;

import io.fairlead.report.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;

/**
 * Events that wait for the hub, in order. If too many wait, the oldest are dropped, and the next event that is sent has their
 * number. Any thread may use it.
 */
final class Outbox {

    private final int most;
    private final Deque<Letter> waiting = new ArrayDeque<>();
    private long dropped;

    Outbox(int most) {
        this.most = most;
    }

    /**
     * An event to send.
     *
     * @param id the same at each attempt, so that a receiver detects duplicates
     * @param at when it happened
     * @param event the event
     * @param dropped the number of events that were dropped before it
     */
    record Letter(String id, Instant at, Event event, long dropped) {}

    synchronized void add(Event event, Instant at) {
        if (waiting.size() == most) {
            waiting.removeFirst();
            dropped++;
        }
        waiting.addLast(new Letter(UUID.randomUUID().toString(), at, event, 0));
    }

    /** The oldest event, which stays until it is {@link #sent}; empty if none waits. */
    synchronized Optional<Letter> first() {
        return Optional.ofNullable(waiting.peekFirst())
                .map(letter -> new Letter(letter.id(), letter.at(), letter.event(), dropped));
    }

    /** Removes an event that the hub has accepted. */
    synchronized void sent(Letter letter) {
        if (waiting.removeIf(other -> other.id().equals(letter.id()))) {
            dropped -= letter.dropped();
        }
    }
}
