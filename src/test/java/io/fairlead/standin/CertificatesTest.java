package io.fairlead.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates as TLS clients see them. */
class CertificatesTest {
    private final Certificates authority = Certificates.authority("test-ca");

    @Test
    void aClientThatTrustsTheAuthorityAcceptsItsServerByNameAndByAddress() throws Exception {
        Certificates.Issued server = authority.server("hub", Certificates.loopbackNames());
        for (String name : List.of("localhost", "127.0.0.1", "127.0.0.7")) {
            assertEquals(42, readOneByte(server, authority.trustingContext(), name));
        }
    }

    @Test
    void aClientRefusesAServerWhoseCertificateDoesNotNameItsAddress() {
        Certificates.Issued server = authority.server("hub", List.of("localhost"));
        assertThrows(SSLHandshakeException.class, () -> readOneByte(server, authority.trustingContext(), "127.0.0.1"));
    }

    @Test
    void aClientRefusesAServerOfAnotherAuthority() {
        Certificates.Issued server = Certificates.authority("other").server("hub", Certificates.loopbackNames());
        assertThrows(SSLHandshakeException.class, () -> readOneByte(server, authority.trustingContext(), "localhost"));
    }

    @Test
    void thePemFilesHoldTheChainAndTheKey(@TempDir Path folder) throws Exception {
        Path chain =
                authority.issue("admin", List.of("system:masters"), List.of()).write(folder, "admin");
        var certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(Files.readString(chain).getBytes(StandardCharsets.US_ASCII)));
        assertEquals(2, certificates.size());
        assertTrue(Files.readString(folder.resolve("admin.key")).startsWith("-----BEGIN PRIVATE KEY-----\n"));
        assertTrue(certificates.iterator().next().toString().contains("system:masters"));
    }

    private static int readOneByte(Certificates.Issued server, SSLContext client, String name) throws IOException {
        try (var listener = (SSLServerSocket)
                server.sslContext().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName(name))) {
            Thread.ofVirtual().start(() -> serveOneByte(listener));
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket(name, listener.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                return socket.getInputStream().read();
            }
        }
    }

    private static void serveOneByte(SSLServerSocket listener) {
        try (var accepted = listener.accept()) {
            accepted.getOutputStream().write(42);
        } catch (IOException expectedWhenTheClientRefuses) {
            // The client's verdict is what the test looks at.
        }
    }
}
