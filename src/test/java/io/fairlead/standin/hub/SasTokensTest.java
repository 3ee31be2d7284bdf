package io.fairlead.standin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens in the forms Azure's SDKs send them. */
class SasTokensTest {
    private static final String KEY = SasTokens.newKey();
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_900_000_000);

    @Test
    void theSignatureIsHmacSha256OfAudienceAndExpiry() {
        // printf "hub\n1900000000" | openssl dgst -sha256 -mac HMAC -macopt hexkey:00010203 -binary | base64
        assertEquals("PkmVxAok5IWStqv0C7ChuL1mcJjzXBlsD02KHFjqTYo=", SasTokens.sign("AAECAw==", "hub\n1900000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.test/devices/d/modules/m", "hub.test%2Fdevices%2Fd%2Fmodules%2Fm"})
    void theAudienceMayBeSentAndSignedEncodedOrNot(String audience) {
        String signature = SasTokens.encode(SasTokens.sign(KEY, audience + "\n" + EXPIRY.getEpochSecond()));
        SasTokens.Token token = SasTokens.parse(
                        "SharedAccessSignature sig=" + signature + "&se=" + EXPIRY.getEpochSecond() + "&sr=" + audience)
                .orElseThrow();
        assertEquals("hub.test/devices/d/modules/m", token.decodedAudience());
        assertEquals(EXPIRY, token.expiry());
        assertTrue(SasTokens.signedWith(token, KEY));
        assertFalse(SasTokens.signedWith(token, SasTokens.newKey()));
    }

    @Test
    void aTokenWithAnotherExpiryThanTheSignedOneIsNotSigned() {
        String token = SasTokens.create("hub.test", KEY, "iothubowner", EXPIRY).replace("1900000000", "1900000001");
        assertFalse(SasTokens.signedWith(SasTokens.parse(token).orElseThrow(), KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer x",
                "SharedAccessSignature sr=a&sig=b",
                "SharedAccessSignature sr=a&sig=b&se=soon",
                "SharedAccessSignature sr=a&se=1"
            })
    void whatIsNoTokenIsNoToken(String text) {
        assertTrue(SasTokens.parse(text).isEmpty());
    }
}
