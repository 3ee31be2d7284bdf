package io.fairlead.standin.hub;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A module's verified CONNECT.
 *
 * @param id who it is
 * @param modelId the Plug and Play model it announced, or an empty string
 * @param expiry when its token ends
 */
record Login(ModuleId id, String modelId, Instant expiry) {

    /**
     * Verifies client id, user name ({@code {hub}/{device}/{module}/?api-version=…}) and password (a SAS token for the
     * module's resource, signed with its key, not expired).
     */
    static Optional<Login> verify(HubParts parts, String clientId, String userName, String password) {
        String[] names = clientId.split("/", -1);
        if (names.length != 2) {
            return Optional.empty();
        }
        ModuleId id = new ModuleId(names[0], names[1]);
        String prefix = parts.hubName() + "/" + id.clientId() + "/";
        if (!userName.startsWith(prefix) || !parts.cloud().has(id)) {
            return Optional.empty();
        }
        String query = userName.substring(prefix.length());
        Map<String, String> options = Topics.query(query.startsWith("?") ? query.substring(1) : query);
        if (!options.containsKey("api-version")) {
            return Optional.empty();
        }
        String key = parts.cloud().read(id, twin -> twin.key);
        String audience = parts.hubName() + "/" + id.resource();
        return SasTokens.parse(password)
                .filter(token -> token.decodedAudience().equalsIgnoreCase(audience))
                .filter(token -> token.expiry().isAfter(parts.faults().now()))
                .filter(token -> SasTokens.signedWith(token, key))
                .map(token -> new Login(id, options.getOrDefault("model-id", ""), token.expiry()));
    }
}
