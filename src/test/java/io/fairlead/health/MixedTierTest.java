package io.fairlead.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void aServiceWithTheKeyAndTheAddressSharesItAndOneWithoutIsInTheWay() {
        Device device = new Device()
                .lacks("Service")
                .shares("edge")
                .service("shop-web", "192.0.2.7", "fairlead.io/edge", 80)
                .ready("shop-web")
                .notReadyFor(60);
        TierHealth both =
                device.service("other", "192.0.2.7", "fairlead.io/edge", 81).judged();
        assertEquals(TierPhase.Ready, both.phase(), both.message());

        TierHealth port = device.service("shop-web", "", "fairlead.io/edge", 81).judged();
        assertEquals(Optional.of(Code.SharingConflict), port.code());
        assertEquals(
                "Service apps/shop-web is to share 192.0.2.7 and conflicts with Service apps/other, which has 81/TCP too",
                port.message());

        TierHealth keyless = device.service("other", "192.0.2.7", "", 82).judged();
        assertEquals(Optional.of(Code.SharingConflict), keyless.code());
        assertTrue(keyless.message().endsWith("which has no sharing key"), keyless.message());
    }
}
