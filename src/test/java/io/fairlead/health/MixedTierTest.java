package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Code;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The health of an external tier of TCP and UDP, which has two Services. */
class MixedTierTest {

    private static Device device() {
        return new Device()
                .lacks("Service")
                .withUdp()
                .otherService("shop-web-tcp", "192.0.2.7")
                .ready("shop-web-tcp")
                .ready("shop-web-udp")
                .notReadyFor(60);
    }

    @Test
    void twoServicesOfOneTierWithOneAddressAreNoConflict() {
        TierHealth health = device().otherService("shop-web-udp", "192.0.2.7").judged();

        assertEquals(TierPhase.Ready, health.phase(), health.message());
        assertEquals("192.0.2.7", health.address().orElseThrow().toString());
    }

    @Test
    void oneThatIsMissingOrHasAnotherAddressIsTheTiersFailure() {
        TierHealth missing = device().judged();
        assertEquals(TierPhase.Failed, missing.phase());
        assertEquals("Service apps/shop-web-udp does not exist", missing.message());

        TierHealth other = device().otherService("shop-web-udp", "192.0.2.8").judged();
        assertEquals(Optional.of(Code.AddressConflict), other.code());
    }

    @Test
    void anotherServiceWithTheAddressIsAConflict() {
        TierHealth health = device().otherService("shop-web-udp", "192.0.2.7")
                .otherService("foreign", "192.0.2.7")
                .judged();

        assertEquals(Optional.of(Code.AddressConflict), health.code());
    }
}
