package io.fairlead.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The logins that are accepted for a hub. */
class HubLoginTest {

    private static final String LOGIN = "HostName=%s;SharedAccessKeyName=service;SharedAccessKey=a2V5";

    @Test
    void aHostWithTheUsualPortIsTheSameHost() {
        for (String[] hosts : new String[][] {
            {"h.example.net", "h.example.net:443"},
            {"h.example.net:443", "H.example.net"},
            {"h.example.net:8443", "h.example.net:8443"}
        }) {
            String header = HubLogin.of(LOGIN.formatted(hosts[0]), hosts[1]).header(Instant.EPOCH);
            assertTrue(header.startsWith("SharedAccessSignature sr="), header);
        }
    }

    @Test
    void aSasTokenIsSentAsItIsAndAnAccessTokenOfMicrosoftEntraIdAsABearerToken() {
        String sas = "SharedAccessSignature sr=h.example.net&sig=eA%3D%3D&se=1&skn=service";
        assertEquals(sas, HubLogin.of(sas + "\n", "h.example.net").header(Instant.EPOCH));
        String access = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2lvdGh1YnMuYXp1cmUubmV0In0.c2lnbmF0dXJl";
        assertEquals(
                "Bearer " + access, HubLogin.of(access + "\n", "h.example.net").header(Instant.EPOCH));
    }

    @Test
    void aSasTokenOfTwoLinesIsRefusedWithoutQuotingIt() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> HubLogin.of("SharedAccessSignature sr=x&sig=SECRET\nmore", "h.example.net"))
                .getMessage();
        assertEquals(
                "the login is no connection string, no SAS token and no access token of Microsoft Entra ID", message);
    }

    @Test
    void anotherHostOrPortIsRefused() {
        for (String hub : new String[] {"other.example.net", "h.example.net:8443"}) {
            assertThrows(IllegalArgumentException.class, () -> HubLogin.of(LOGIN.formatted("h.example.net"), hub));
        }
    }
}
