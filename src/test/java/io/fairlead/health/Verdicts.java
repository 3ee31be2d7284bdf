package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Code;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.util.Optional;

/** What is expected of a judgement. */
final class Verdicts {

    private Verdicts() {}

    static void assertReady(String message, Device device) {
        TierHealth health = device.judged();
        assertEquals(TierPhase.Ready, health.phase(), health.toString());
        assertEquals(message, health.message());
        assertEquals(Optional.empty(), health.code());
    }

    /** Progressing with the code up to the deadline, Failed with the same code and words from then on. */
    static void assertFails(Code code, String message, Device device) {
        TierHealth early = device.notReadyFor(59).judged();
        assertEquals(TierPhase.Progressing, early.phase(), early.toString());
        assertEquals(Optional.of(code), early.code(), early.toString());
        assertTrue(early.message().contains(message), early.message());
        TierHealth late = device.notReadyFor(60).judged();
        assertEquals(TierPhase.Failed, late.phase());
        assertEquals(early.code(), late.code());
        assertEquals(early.message(), late.message());
    }
}
