package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long answers are waited for. */
class PatienceTest {
    private static final long SECOND = 1_000_000_000;

    private final Patience patience = new Patience(Duration.ofSeconds(8));

    @Test
    void afterAnAnswerThatDidNotComeTheNextOneIsWaitedForLongerUntilOneComesInTime() {
        assertEquals(8 * SECOND, patience.limit());
        patience.unanswered();
        assertEquals(64 * SECOND, patience.limit());
        patience.answered(200, 9 * SECOND);
        assertEquals(64 * SECOND, patience.limit());
        patience.answered(200, 8 * SECOND);
        assertEquals(8 * SECOND, patience.limit());
    }

    @Test
    void afterARefusalBecauseOfTheHubsLimitsToo() {
        patience.answered(400, SECOND);
        assertEquals(8 * SECOND, patience.limit());
        patience.answered(429, SECOND);
        assertEquals(64 * SECOND, patience.limit());
    }
}
