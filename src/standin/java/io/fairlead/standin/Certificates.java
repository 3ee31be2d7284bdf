package io.fairlead.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority made for one test run, with the certificates it issued. Keys are EC P-256 and live in memory
 * until they are written somewhere; everything is valid for {@link #VALIDITY} from an hour ago unless it says otherwise.
 */
public final class Certificates {
    /** How long an issued certificate is valid. */
    public static final Duration VALIDITY = Duration.ofDays(30);

    private static final char[] NO_PASSWORD = new char[0];
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

    private final X509Certificate certificate;
    private final KeyPair keys;

    private Certificates(X509Certificate certificate, KeyPair keys) {
        this.certificate = certificate;
        this.keys = keys;
    }

    /** A new authority of its own root, called {@code name}. */
    public static Certificates authority(String name) {
        try {
            KeyPair keys = newKeys();
            Instant start = aWhileAgo();
            X509v3CertificateBuilder root =
                    template(subject(name, List.of()), subject(name, List.of()), keys, start, start.plus(VALIDITY));
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            root.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature));
            root.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
            return new Certificates(sign(root, keys.getPrivate()), keys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a certificate authority", e);
        }
    }

    /** The names a stand-in on loopback answers to: {@code localhost} and 127.0.0.1 to 127.0.0.20. */
    public static List<String> loopbackNames() {
        List<String> names = new ArrayList<>(List.of("localhost", "::1"));
        IntStream.rangeClosed(1, 20).forEach(i -> names.add("127.0.0." + i));
        return List.copyOf(names);
    }

    /**
     * Issues a certificate for servers and clients alike.
     *
     * @param commonName the subject's common name
     * @param organizations the subject's organizations: to Kubernetes, the groups of a client
     * @param names DNS names and IP addresses for the subject's alternative names; each goes where it belongs, because
     *     TLS clients do not find an address among DNS names
     */
    public Issued issue(String commonName, List<String> organizations, List<String> names) {
        Instant start = aWhileAgo();
        try {
            return issue(subject(commonName, organizations), names, newKeys(), start, start.plus(VALIDITY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has EC keys", e);
        }
    }

    /** Issues a client's certificate that is valid for a time of its own. Its key is RSA, as kubeadm makes them. */
    public Issued client(String commonName, Instant from, Instant until) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return issue(subject(commonName, List.of()), List.of(), generator.generateKeyPair(), from, until);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** Issues a client's certificate for keys of its own. */
    public Issued issue(String commonName, KeyPair keys) {
        Instant start = aWhileAgo();
        return issue(subject(commonName, List.of()), List.of(), keys, start, start.plus(VALIDITY));
    }

    private Issued issue(X500Name subject, List<String> names, KeyPair leaf, Instant from, Instant until) {
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = template(
                    X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
                    subject,
                    leaf,
                    from,
                    until);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(certificate));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(leaf.getPublic()));
            if (!names.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
            }
            return new Issued(sign(builder, keys.getPrivate()), leaf.getPrivate(), certificate);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot issue a certificate for " + subject, e);
        }
    }

    /** A server's certificate with its alternative names. */
    public Issued server(String commonName, List<String> names) {
        return issue(commonName, List.of(), names);
    }

    /** The authority's own certificate as PEM text. */
    public String caPem() {
        return pem("CERTIFICATE", encoded(certificate));
    }

    /** The authority's private key as PKCS#8 PEM text, for a program that issues certificates itself. */
    public String caKeyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** Writes {@link #caPem()} to a file and returns the file. */
    public Path writeCaPem(Path file) {
        return write(file, caPem());
    }

    /** A TLS context that trusts this authority and presents no certificate. */
    public SSLContext trustingContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(certificate).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a trusting TLS context", e);
        }
    }

    /**
     * A certificate with its private key and the authority that issued it.
     *
     * @param certificate the issued certificate
     * @param key its private key
     * @param issuer the authority's certificate
     */
    public record Issued(X509Certificate certificate, PrivateKey key, X509Certificate issuer) {

        /** The certificate followed by the authority's, as PEM text. */
        public String chainPem() {
            return pem("CERTIFICATE", encoded(certificate)) + pem("CERTIFICATE", encoded(issuer));
        }

        /** The certificate alone, as PEM text. */
        public String certificatePem() {
            return pem("CERTIFICATE", encoded(certificate));
        }

        /** The private key as PKCS#8 PEM text. */
        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /**
         * A kubeconfig with this certificate, which names no other file.
         *
         * @param server the URL of the API server
         * @param authorityPem the authority that the client has to trust
         */
        public String kubeconfig(String server, String authorityPem) {
            return """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: rig, cluster: {server: "%s", certificate-authority-data: "%s"}}]
                    users: [{name: fairlead, user: {client-certificate-data: "%s", client-key-data: "%s"}}]
                    contexts: [{name: rig, context: {cluster: rig, user: fairlead}}]
                    current-context: rig
                    """.formatted(server, base64(authorityPem), base64(certificatePem()), base64(keyPem()));
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Writes {@code <name>.pem} (the chain) and {@code <name>.key} under {@code folder}; returns the chain's file. */
        public Path write(Path folder, String name) {
            Certificates.write(folder.resolve(name + ".key"), keyPem());
            return Certificates.write(folder.resolve(name + ".pem"), chainPem());
        }

        /** A PKCS#12 key store holding the key and its chain under the alias {@code key}, with an empty password. */
        public KeyStore keyStore() {
            try {
                KeyStore store = emptyStore();
                store.setKeyEntry("key", key, NO_PASSWORD, new X509Certificate[] {certificate, issuer});
                return store;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot make a key store", e);
            }
        }

        /** A TLS context that presents this certificate and trusts its issuer. */
        public SSLContext sslContext() {
            try {
                KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keyManagers.init(keyStore(), NO_PASSWORD);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keyManagers.getKeyManagers(), trust(issuer).getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot make a TLS context", e);
            }
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name subject(String commonName, List<String> organizations) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        organizations.forEach(organization -> builder.addRDN(BCStyle.O, organization));
        return builder.addRDN(BCStyle.CN, commonName).build();
    }

    private static Instant aWhileAgo() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    private static X509v3CertificateBuilder template(
            X500Name issuer, X500Name subject, KeyPair keys, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()),
                Date.from(from),
                Date.from(until),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        X509CertificateHolder holder = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key));
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    private static GeneralNames alternativeNames(List<String> names) throws CertIOException {
        GeneralName[] all = names.stream()
                .map(name -> new GeneralName(
                        IP_ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return new GeneralNames(all);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrustManagerFactory trust(X509Certificate root) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("ca", root);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of ours does not encode", e);
        }
    }

    private static String pem(String type, byte[] der) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN " + type + "-----\n" + lines.encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static Path write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
