package io.fairlead.hub;

import java.time.Duration;
import java.util.Optional;

/**
 * Sends the events of the outbox on one connection, one at a time. It repeats an event that the hub does not acknowledge in time.
 * It has no thread and no clock; times are {@link System#nanoTime()}.
 */
final class Delivery {

    private final Outbox outbox;
    private final Duration answerTimeout;
    private Optional<Outbox.Letter> underWay = Optional.empty();
    private long deadline;

    Delivery(Outbox outbox, Duration answerTimeout) {
        this.outbox = outbox;
        this.answerTimeout = answerTimeout;
    }

    /** The event to send now, which is then in progress; empty if there is none. */
    Optional<Outbox.Letter> next(long now) {
        if (underWay.isPresent() && now - deadline < 0) {
            return Optional.empty();
        }
        underWay = outbox.first();
        deadline = now + answerTimeout.toNanos();
        return underWay;
    }

    /** The nanoseconds until there is something to do, at most {@code otherwise}. */
    long pause(long now, long otherwise) {
        return underWay.isEmpty() ? otherwise : Math.max(0, Math.min(otherwise, deadline - now));
    }

    /** Takes an answer of the hub. An event that the hub did not accept is sent again after the time-out. */
    void answered(HubEvent.EventAnswered answer) {
        Optional<Outbox.Letter> letter = underWay.filter(sent -> sent.id().equals(answer.id()));
        if (letter.isPresent() && answer.taken()) {
            outbox.sent(letter.get());
            underWay = Optional.empty();
        }
    }
}
