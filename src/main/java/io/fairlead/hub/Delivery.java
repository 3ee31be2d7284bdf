package io.fairlead.hub;

import java.time.Duration;
import java.util.Optional;

/**
 * The events of the outbox on one connection: one under way at a time, again where the hub did not say in time that it has
 * it. Without threads and without a clock; times are {@link System#nanoTime()}.
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

    /** What is to be sent now, from now on under way. */
    Optional<Outbox.Letter> next(long now) {
        if (underWay.isPresent() && now - deadline < 0) {
            return Optional.empty();
        }
        underWay = outbox.first();
        deadline = now + answerTimeout.toNanos();
        return underWay;
    }

    /** How long there is nothing to do, at most {@code otherwise}. */
    long pause(long now, long otherwise) {
        return underWay.isEmpty() ? otherwise : Math.max(0, Math.min(otherwise, deadline - now));
    }

    /** The hub answered; what it did not take is sent again after the time-out. */
    void answered(HubEvent.EventAnswered answer) {
        Optional<Outbox.Letter> letter = underWay.filter(sent -> sent.id().equals(answer.id()));
        if (letter.isPresent() && answer.taken()) {
            outbox.sent(letter.get());
            underWay = Optional.empty();
        }
    }
}
