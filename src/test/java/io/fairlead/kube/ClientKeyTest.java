package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.standin.Certificates;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The forms of a client's key that a kubeconfig may have, at a server that asks for its certificate. k3s writes EC in
 * SEC1, and OpenSSL 3 both in PKCS#8.
 */
class ClientKeyTest {

    @TempDir
    private Path folder;

    private final Certificates authority = Certificates.authority("client-keys");

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, PRIVATE KEY",
        "RSA, 2048, RSA PRIVATE KEY",
        "EC, 256, PRIVATE KEY",
        "EC, 256, EC PRIVATE KEY",
        "EC, 384, PRIVATE KEY",
        "EC, 384, EC PRIVATE KEY",
        "EC, 521, PRIVATE KEY",
        "EC, 521, EC PRIVATE KEY"
    })
    void theServerSeesTheCertificate(String algorithm, int size, String form) throws Exception {
        KeyPair keys = keys(algorithm, size);
        assertEquals("CN=edge", subjectSeen(kubeconfig(keys, pem(form, encoded(keys, form)))));
        assertEquals("CN=edge", subjectSeen(besides(keys, pem(form, encoded(keys, form)))));
    }

    @Test
    void theParametersThatOpenSslWritesBeforeTheKeyAreNoHindrance() throws Exception {
        KeyPair keys = keys("EC", 256);
        String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
        assertEquals(
                "CN=edge",
                subjectSeen(kubeconfig(keys, curve + pem("EC PRIVATE KEY", encoded(keys, "EC PRIVATE KEY")))));
    }

    @Test
    void whichKeysCanBeUsedIsSaid() throws Exception {
        KeyPair keys = keys("Ed25519", 255);
        String reason = String.valueOf(assertThrows(
                        IOException.class,
                        () -> subjectSeen(kubeconfig(
                                keys, pem("PRIVATE KEY", keys.getPrivate().getEncoded()))))
                .getMessage());
        assertTrue(reason.endsWith("(a key is RSA or EC, and not encrypted)"), reason);
    }

    private static KeyPair keys(String algorithm, int size) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    /** As Go and OpenSSL write them: an EC key in SEC1 names its curve itself. */
    private static byte[] encoded(KeyPair keys, String form) throws IOException {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
        ASN1Encodable key = switch (form) {
            case "RSA PRIVATE KEY" -> info.parsePrivateKey();
            case "EC PRIVATE KEY" -> {
                ECPrivateKey ec = (ECPrivateKey) keys.getPrivate();
                int bits = ec.getParams().getOrder().bitLength();
                BigInteger secret = ec.getS();
                yield new org.bouncycastle.asn1.sec.ECPrivateKey(
                        bits, secret, info.getPrivateKeyAlgorithm().getParameters());
            }
            default -> info;
        };
        return key.toASN1Primitive().getEncoded();
    }

    private String kubeconfig(KeyPair keys, String key) {
        return "client-certificate-data: " + base64(certificate(keys)) + "\n    client-key-data: " + base64(key);
    }

    private String besides(KeyPair keys, String key) throws IOException {
        Files.writeString(folder.resolve("edge.crt"), certificate(keys));
        Files.writeString(folder.resolve("edge.key"), key);
        return "client-certificate: edge.crt\n    client-key: edge.key";
    }

    private String certificate(KeyPair keys) {
        return authority.issue("edge", keys).certificatePem();
    }

    /** The subject of the certificate that the client presents to a server that requires one. */
    private String subjectSeen(String user) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                SSLServerSocket server = (SSLServerSocket) authority
                        .server("kubernetes", Certificates.loopbackNames())
                        .sslContext()
                        .getServerSocketFactory()
                        .createServerSocket(0)) {
            server.setNeedClientAuth(true);
            Future<String> seen = threads.submit(() -> {
                try (SSLSocket socket = (SSLSocket) server.accept()) {
                    return socket.getSession().getPeerPrincipal().getName();
                }
            });
            Path file = Files.writeString(
                    folder.resolve("config"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}]
                    users:
                    - name: edge
                      user:
                        %s
                    contexts: [{name: c, context: {cluster: c, user: edge}}]
                    current-context: c
                    """.formatted(server.getLocalPort(), base64(authority.caPem()), user));
            Connection connection = Connection.of(ClusterLogin.of(Optional.of(file)), "kubeconfig");
            try {
                var unused = connection
                        .http()
                        .sendAsync(
                                connection
                                        .http()
                                        .newHttpRequestBuilder()
                                        .uri(connection.server() + "/version")
                                        .build(),
                                byte[].class);
                return seen.get(60, TimeUnit.SECONDS);
            } finally {
                connection.http().close();
            }
        }
    }

    private static String pem(String form, byte[] der) {
        return "-----BEGIN " + form + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + form + "-----\n";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
