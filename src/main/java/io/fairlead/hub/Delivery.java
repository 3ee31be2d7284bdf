package io.fairlead.hub;

import io.fairlead.model.BackOff;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends the events of the outbox on one connection, one at a time. It repeats an event that the hub does not acknowledge in time, less and
 * less often, because a hub that throttles does not answer. It has no thread and no clock; times are {@link System#nanoTime()}.
 */
final class Delivery {

    private static final int LONGEST = 8;

    private final Outbox outbox;
    private final BackOff waits;
    private Optional<Outbox.Letter> underWay = Optional.empty();
    private boolean isRepeated;
    private int unanswered;
    private long deadline;

    Delivery(Outbox outbox, Duration answerTimeout) {
        this.outbox = outbox;
        this.waits = new BackOff(answerTimeout, answerTimeout.multipliedBy(LONGEST));
    }

    /** The event to send now, which is then in progress; empty if there is none. */
    Optional<Outbox.Letter> next(long now) {
        if (underWay.isPresent() && now - deadline < 0) {
            return Optional.empty();
        }
        Optional<String> last = underWay.map(Outbox.Letter::id);
        underWay = outbox.first();
        isRepeated = last.isPresent() && last.equals(underWay.map(Outbox.Letter::id));
        unanswered += isRepeated ? 1 : 0;
        deadline = now + waits.after(unanswered + 1).toNanos();
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
            unanswered = isRepeated ? unanswered : 0;
        }
    }
}
