package io.fairlead.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.model.Credential;
import io.fairlead.text.JsonText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads when a certificate or a token expires. */
final class CredentialReader {

    private CredentialReader() {}

    /** The expiry of the first certificate in {@code pem}; empty if there is none. */
    static Optional<Credential> ofCertificate(String pem, String user, String file) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return Optional.of(new Credential(
                    "certificate",
                    user,
                    file,
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant()));
        } catch (CertificateException noCertificate) {
            return Optional.empty();
        }
    }

    /** The expiry of a token; empty if it is not a JSON Web Token or does not expire. */
    static Optional<Credential> ofToken(String token, String user, String file) {
        String[] parts = token.strip().split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            JsonElement claims = JsonText.parse(text);
            if (!claims.isJsonObject()) {
                return Optional.empty();
            }
            Optional<Instant> until = time(claims.getAsJsonObject(), "exp");
            Instant from = time(claims.getAsJsonObject(), "iat").orElse(Instant.EPOCH);
            return until.map(end -> new Credential("token", user, file, from, end));
        } catch (IllegalArgumentException noWebToken) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        JsonElement seconds = claims.get(name);
        return seconds != null
                        && seconds.isJsonPrimitive()
                        && seconds.getAsJsonPrimitive().isNumber()
                ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
                : Optional.empty();
    }
}
