package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When the loop is slowed down. */
class PaceTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration REST = Duration.ofSeconds(10);

    private final Pace pace = new Pace(REST);

    @Test
    void aLoopThatWritesNothingAndWantsNoRestIsGivenSomeAfterSixtyCyclesInAMinute() {
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, pace.wait(Duration.ZERO, false, NOW.plusMillis(15L * i)));
        }
        assertFalse(pace.spins());
        assertEquals(REST, pace.wait(Duration.ofMillis(1), false, NOW.plusSeconds(1)));
        assertTrue(pace.spins());
        assertEquals(Duration.ZERO, pace.wait(Duration.ZERO, false, NOW.plusSeconds(70)));
        assertFalse(pace.spins());
    }

    @Test
    void whoWritesOrHasNewsOrWaitsAnywayIsNotSlowedDown() {
        for (int i = 0; i < 500; i++) {
            assertEquals(Duration.ZERO, pace.wait(Duration.ZERO, i % 50 == 0, NOW.plusMillis(15L * i)));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(Duration.ofSeconds(1), pace.wait(Duration.ofSeconds(1), false, NOW.plusSeconds(60 + i)));
        }
    }
}
