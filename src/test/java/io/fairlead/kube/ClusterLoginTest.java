package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.model.Credential;
import io.fairlead.standin.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a kubeconfig. */
class ClusterLoginTest {

    @TempDir
    private Path folder;

    private final Certificates.Issued issued = Certificates.authority("ca").issue("edge", List.of(), List.of("edge"));

    @Test
    void theEndOfACertificateInTheFileOrBesideItIsKnown() throws IOException {
        Instant end = issued.certificate().getNotAfter().toInstant();
        assertEquals(
                Optional.of(end),
                read("client-certificate-data: " + base64(issued.certificatePem()))
                        .credential()
                        .map(Credential::until));

        Files.writeString(folder.resolve("c.pem"), issued.certificatePem());
        ClusterLogin beside = read("client-certificate: c.pem");
        assertEquals(Optional.of(end), beside.credential().map(Credential::until));
        assertEquals(Optional.of("edge-user"), beside.credential().map(Credential::user));

        Files.writeString(folder.resolve("c.pem"), issued.certificatePem() + "\n");
        assertNotEquals(beside.digest(), read("client-certificate: c.pem").digest());
    }

    @Test
    void theEndOfATokenIsKnownUnlessSomebodyRenewsItInAFile() throws IOException {
        String token = "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"exp\":1800000000,\"iat\":1700000000}".getBytes(StandardCharsets.US_ASCII))
                + ".x";
        assertEquals(
                Optional.of(Instant.ofEpochSecond(1_800_000_000L)),
                read("token: " + token).credential().map(Credential::until));
        assertEquals(Optional.empty(), read("token: opaque").credential());
        assertEquals(Optional.empty(), read("token: a.b.c").credential());

        Files.writeString(folder.resolve("token"), token + "\n");
        ClusterLogin login = read("tokenFile: token");
        assertEquals(token, login.config().getOauthToken());
        assertEquals(Optional.empty(), login.credential());
        Files.writeString(folder.resolve("token"), "another");
        assertNotEquals(login.digest(), read("tokenFile: token").digest());
    }

    @Test
    void aFileThatIsNotThereOrHalfWrittenIsSaid() {
        Path absent = folder.resolve("absent");
        assertEquals(
                "kubeconfig " + absent + " cannot be read: " + absent + " does not exist",
                assertThrows(IOException.class, () -> ClusterLogin.of(Optional.of(absent)))
                        .getMessage());
        assertEquals(
                "kubeconfig " + folder + " cannot be read: Is a directory",
                assertThrows(IOException.class, () -> ClusterLogin.of(Optional.of(folder)))
                        .getMessage());
        assertEquals(
                "kubeconfig " + folder.resolve("config") + " cannot be read: " + folder.resolve("absent.pem")
                        + " does not exist",
                assertThrows(IOException.class, () -> read("client-certificate: absent.pem"))
                        .getMessage());
        Path half = folder.resolve("half");
        assertThrows(IOException.class, () -> {
            Files.writeString(half, "apiVersion: v1\nkind: Conf");
            ClusterLogin.of(Optional.of(half));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token: SECRETTOKEN: 123",
                "token: a\tSECRETTOKEN: 1\tb",
                "token: |\n      SECRETTOKEN",
                "token: [SECRETTOKEN]",
                "token: SECRETTOKEN\u00e9",
                "SECRETTOKEN"
            })
    void noReasonQuotesASecret(String user) {
        String reason =
                String.valueOf(assertThrows(IOException.class, () -> read(user)).getMessage());
        assertTrue(reason.startsWith("kubeconfig " + folder.resolve("config") + " cannot be read: it"), reason);
        assertFalse(reason.contains("SECRET") || reason.contains("\n"), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SECRETTOKEN", "apiVersion: v1\nusers: SECRETTOKEN", "{}", "\u0000"})
    void aTextThatIsNoKubeconfigIsNotQuoted(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("other"), text);
        String reason = String.valueOf(assertThrows(IOException.class, () -> ClusterLogin.of(Optional.of(file)))
                .getMessage());
        assertTrue(reason.startsWith("kubeconfig " + file + " cannot be read: it "), reason);
        assertFalse(reason.contains("SECRET") || reason.contains("\n"), reason);
    }

    private ClusterLogin read(String user) throws IOException {
        Path file = folder.resolve("config");
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://compute.dev1.example:6443"}}]
                users:
                - name: somebody-else
                  user: {token: x.y.z}
                - name: edge-user
                  user:
                    %s
                contexts: [{name: c, context: {cluster: c, user: edge-user}}]
                current-context: c
                """.formatted(user));
        return ClusterLogin.of(Optional.of(file));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
