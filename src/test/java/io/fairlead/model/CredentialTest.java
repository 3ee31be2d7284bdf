package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the end of a certificate or token, and when. */
class CredentialTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");
    private static final Credential CERTIFICATE = new Credential("certificate", "edge", "/k/config", FROM, UNTIL);

    @Test
    void aCertificateIsToldThirtyDaysBefore() {
        assertEquals(Optional.empty(), CERTIFICATE.expiring(UNTIL.minus(Duration.ofDays(31))));
        String told = CERTIFICATE.expiring(UNTIL.minus(Duration.ofDays(29))).orElseThrow();
        assertTrue(told.contains("2027-01-01T00:00:00Z"), told);
        assertTrue(told.contains("Get-HcsKubernetesUserConfig -UserName edge"), told);
    }

    @Test
    void aTokenOfADayIsToldInItsLastTenth() {
        Credential token = new Credential("token", "edge", "/k/config", FROM, FROM.plus(Duration.ofDays(1)));
        assertEquals(Optional.empty(), token.expiring(FROM.plus(Duration.ofHours(21))));
        assertTrue(token.expiring(FROM.plus(Duration.ofHours(22))).isPresent());
    }

    /** Here and there are days after the beginning. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, ",
        "370, 370, ended 2027",
        "370, 100, the clocks differ: that of the module is 270 days ahead of",
        "100, 370, the clocks differ: that of the module is 270 days behind",
        "-10, -10, set the clock that is behind",
        "-10, 100, the clocks differ",
        "370, 371, ended 2027"
    })
    void anEndIsToldApartFromAWrongClock(long here, long there, String said) {
        Optional<String> why =
                CERTIFICATE.refusal(FROM.plus(Duration.ofDays(here)), Optional.of(Duration.ofDays(here - there)));
        assertEquals(said != null, why.isPresent(), why::toString);
        assertTrue(said == null || why.orElseThrow().contains(said), why::toString);
    }

    @Test
    void withoutATimeOfTheApiServerTheOwnClockCounts() {
        assertTrue(CERTIFICATE.refusal(UNTIL, Optional.empty()).orElseThrow().contains("ended"));
        assertEquals(Optional.empty(), CERTIFICATE.refusal(UNTIL.minusSeconds(1), Optional.empty()));
    }
}
