package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Code;
import io.fairlead.model.TierHealth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a controller of the cluster is about to do is no alarm, and becomes one when it is not done. */
class OrdinaryTest {

    @Test
    void aServiceWithoutAnAddressHasNoCodeBeforeItsControllerHadItsTime() {
        assertEquals(Optional.empty(), without(14).shownCode());
        assertEquals(Optional.of(Code.ControllerMissing), without(15).shownCode());
        assertEquals(
                Optional.of(Code.ControllerMissing), without(0).code(), "what is undone is decided by it all the same");
    }

    private static TierHealth without(int since) {
        return new Device().service("LoadBalancer", "").notReadyFor(since).judged();
    }
}
