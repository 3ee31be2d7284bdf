package io.fairlead.standin.hub;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Shared access signatures: made, read and verified.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas#sas-token-structure">SAS token
 *     structure</a>
 */
final class SasTokens {
    private static final String PREFIX = "SharedAccessSignature ";

    private SasTokens() {}

    /**
     * A token as it was sent.
     *
     * @param audience {@code sr} as written, encoded or not
     * @param signature {@code sig}, decoded
     * @param expiry {@code se}
     * @param keyName {@code skn}, or an empty string
     */
    record Token(String audience, String signature, Instant expiry, String keyName) {

        String decodedAudience() {
            return decode(audience);
        }
    }

    /** A new 256-bit key in Base64. */
    static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** A signed token; {@code keyName} may be empty. */
    static String create(String audience, String key, String keyName, Instant expiry) {
        String encoded = encode(audience);
        String seconds = Long.toString(expiry.getEpochSecond());
        String token =
                PREFIX + "sr=" + encoded + "&sig=" + encode(sign(key, encoded + "\n" + seconds)) + "&se=" + seconds;
        return keyName.isEmpty() ? token : token + "&skn=" + keyName;
    }

    /** Base64 of the HMAC-SHA256 of {@code text} under a Base64 key. */
    static String sign(String key, String text) {
        return Base64.getEncoder().encodeToString(sign(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** HMAC-SHA256 under a Base64 key. */
    static byte[] sign(String key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing", e);
        }
    }

    /** Reads a token; empty where the text is none. */
    static Optional<Token> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : text.substring(PREFIX.length()).trim().split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals).trim().toLowerCase(Locale.ROOT), field.substring(equals + 1));
            }
        }
        if (!fields.keySet().containsAll(Set.of("sr", "sig", "se")) || !isNumber(fields.get("se"))) {
            return Optional.empty();
        }
        return Optional.of(new Token(
                fields.getOrDefault("sr", ""),
                decode(fields.getOrDefault("sig", "")),
                Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("se", "0"))),
                fields.getOrDefault("skn", "")));
    }

    /**
     * Whether a token was signed with {@code key}. Azure's SDKs sign the audience as written, encoded, or not encoded; each
     * is a signature of the same resource.
     */
    static boolean signedWith(Token token, String key) {
        byte[] given = token.signature().getBytes(StandardCharsets.US_ASCII);
        String seconds = Long.toString(token.expiry().getEpochSecond());
        String decoded = token.decodedAudience();
        return Stream.of(token.audience(), decoded, encode(decoded))
                .map(audience -> sign(key, audience + "\n" + seconds).getBytes(StandardCharsets.US_ASCII))
                .anyMatch(wanted -> MessageDigest.isEqual(wanted, given));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Decodes %-escapes; a plus sign stays one, as Base64 may hold it unescaped. */
    static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static boolean isNumber(@Nullable String text) {
        return text != null && text.matches("\\d{1,15}");
    }
}
