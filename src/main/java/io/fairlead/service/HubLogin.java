package io.fairlead.service;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login to a hub: the connection string of a policy, a SAS token, or an access token of Microsoft Entra ID. Its text is a secret,
 * so no message contains it.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-dev-guide-sas#sas-token-structure">SAS token structure</a>
 */
final class HubLogin {

    private static final String SAS = "SharedAccessSignature ";
    private static final Duration VALID = Duration.ofHours(1);

    private final String text;

    private HubLogin(String text) {
        this.text = text;
    }

    /**
     * Reads a login.
     *
     * @param hub the host of the hub, with a port if it is not 443
     * @throws IllegalArgumentException if the text is no login, or the login of another hub, with the reason
     */
    static HubLogin of(String text, String hub) {
        String login = text.strip();
        if (login.startsWith("HostName=")) {
            Map<String, String> fields = fields(login);
            if (!fields.containsKey("sharedaccesskeyname") || !fields.containsKey("sharedaccesskey")) {
                throw new IllegalArgumentException(
                        "the connection string has no SharedAccessKeyName or no SharedAccessKey; use the one of a policy of the hub");
            }
            String host = fields.getOrDefault("hostname", "");
            if (!withoutDefaultPort(host).equalsIgnoreCase(withoutDefaultPort(hub))) {
                throw new IllegalArgumentException(
                        "the connection string is for " + host + ", and fleet.yaml names the hub " + hub);
            }
            return new HubLogin(login);
        }
        if (!login.matches(SAS + "[!-~]+") && !login.matches("[-\\w]+\\.[-\\w]+\\.[-\\w]+")) {
            throw new IllegalArgumentException(
                    "the login is no connection string, no SAS token and no access token of Microsoft Entra ID");
        }
        return new HubLogin(login);
    }

    private static String withoutDefaultPort(String host) {
        return host.endsWith(":443") ? host.substring(0, host.length() - ":443".length()) : host;
    }

    /** The value of the header {@code Authorization}; of a connection string, a token that is valid for an hour. */
    String header(Instant now) {
        if (text.startsWith(SAS)) {
            return text;
        }
        return text.startsWith("HostName=") ? signed(fields(text), now) : "Bearer " + text;
    }

    private static String signed(Map<String, String> fields, Instant now) {
        String audience = encoded(fields.getOrDefault("hostname", ""));
        long expiry = now.plus(VALID).getEpochSecond();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(fields.getOrDefault("sharedaccesskey", ""));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signature = mac.doFinal((audience + "\n" + expiry).getBytes(StandardCharsets.UTF_8));
            return SAS + "sr=" + audience + "&sig="
                    + encoded(Base64.getEncoder().encodeToString(signature)) + "&se=" + expiry + "&skn="
                    + encoded(fields.getOrDefault("sharedaccesskeyname", ""));
        } catch (GeneralSecurityException | IllegalArgumentException bad) {
            throw new IllegalArgumentException("the SharedAccessKey of the connection string is not Base64");
        }
    }

    private static Map<String, String> fields(String login) {
        Map<String, String> fields = new TreeMap<>();
        for (String field : login.split(";", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(field.substring(0, equals).strip().toLowerCase(Locale.ROOT), field.substring(equals + 1));
            }
        }
        return fields;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
