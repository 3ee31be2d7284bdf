package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.hub.HubEvent.EventAnswered;
import io.fairlead.report.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events that wait, and their way to the hub. */
class OutboxTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Outbox outbox = new Outbox(3);
    private final Delivery delivery = new Delivery(outbox, Duration.ofSeconds(8));

    @Test
    void oneIsUnderWayAtATimeInTheOrderOfTheirComing() {
        add("a", "b");
        String first = sent(0);
        assertEquals(Optional.empty(), delivery.next(SECOND));
        delivery.answered(new EventAnswered(first, true));
        assertEquals("b", app(2 * SECOND));
        assertEquals(8 * SECOND, delivery.pause(2 * SECOND, 60 * SECOND));
    }

    @Test
    void whatIsNotAnsweredOrNotTakenIsSentAgainUnderTheSameId() {
        add("a");
        String first = sent(0);
        delivery.answered(new EventAnswered(first, false));
        delivery.answered(new EventAnswered("another", true));
        assertEquals(Optional.empty(), delivery.next(7 * SECOND));
        assertEquals(first, sent(8 * SECOND));
        assertEquals(
                first,
                new Delivery(outbox, Duration.ofSeconds(8))
                        .next(9 * SECOND)
                        .orElseThrow()
                        .id());
    }

    @Test
    void whatIsNotAnsweredIsRepeatedLessAndLessOftenUntilTheHubAnswersAtOnce() {
        add("a", "b", "c");
        String last = "";
        for (long second : new long[] {0, 8, 24, 56, 120, 184}) {
            assertEquals(Optional.empty(), second == 0 ? Optional.empty() : delivery.next(second * SECOND - 1));
            last = sent(second * SECOND);
        }
        delivery.answered(new EventAnswered(last, true));
        last = sent(200 * SECOND);
        assertEquals(Optional.empty(), delivery.next(264 * SECOND - 1));
        delivery.answered(new EventAnswered(last, true));
        assertEquals("c", app(265 * SECOND));
        assertEquals("c", app(273 * SECOND));
    }

    @Test
    void theOldestAreGivenUpAndTheNextOneThatGetsThereSaysHowMany() {
        add("a", "b", "c", "d", "e");
        Outbox.Letter letter = delivery.next(0).orElseThrow();
        assertEquals("c", letter.event().app().orElseThrow());
        assertEquals(2, letter.dropped());
        delivery.answered(new EventAnswered(letter.id(), true));
        assertEquals(0, delivery.next(1).orElseThrow().dropped());
    }

    @Test
    void anEmptyOutboxHasNothingToDo() {
        assertTrue(delivery.next(0).isEmpty());
        assertEquals(5, delivery.pause(0, 5));
    }

    private void add(String... apps) {
        for (String app : apps) {
            outbox.add(new Event(Event.Type.TierReady, Optional.of(app), new JsonObject()), Instant.EPOCH);
        }
    }

    private String sent(long now) {
        return delivery.next(now).orElseThrow().id();
    }

    private String app(long now) {
        return delivery.next(now).orElseThrow().event().app().orElseThrow();
    }
}
