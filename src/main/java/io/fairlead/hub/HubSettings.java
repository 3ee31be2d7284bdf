package io.fairlead.hub;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where the hub is, as whom to connect, and how often.
 *
 * @param environment the process's environment. {@code EdgeHubConnectionString} or {@code IotHubConnectionString} (with
 *     {@code GatewayHostName} in it, and {@code EdgeModuleCACertificateFile} for the authority to trust) come first; without
 *     them IoT Edge's own {@code IOTEDGE_*} variables are used, which Azure's SDK reads from the process itself
 * @param sslContext what to trust in place of what the environment names
 * @param timing how often and how long
 */
public record HubSettings(Map<String, String> environment, Optional<SSLContext> sslContext, HubTiming timing) {
    /**
     * Copies the environment.
     *
     * @throws IllegalArgumentException where it names no hub, or with what can never work, a line each
     */
    public HubSettings {
        environment = Map.copyOf(environment);
        List<String> problems = Identity.problems(environment);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The settings an environment gives, with {@link HubTiming#DEFAULTS}. */
    public static HubSettings of(Map<String, String> environment) {
        return new HubSettings(environment, Optional.empty(), HubTiming.DEFAULTS);
    }

    /** The same with another timing. */
    public HubSettings withTiming(HubTiming other) {
        return new HubSettings(environment, sslContext, other);
    }

    /** The connection string; empty where IoT Edge's workload API signs for the module. */
    Optional<String> connectionString() {
        return connectionString(environment);
    }

    /** The PEM file with the authorities to trust. */
    Optional<String> caFile() {
        return Optional.ofNullable(environment.get("EdgeModuleCACertificateFile"))
                .filter(file -> !file.isBlank());
    }

    private static Optional<String> connectionString(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("EdgeHubConnectionString"))
                .or(() -> Optional.ofNullable(environment.get("IotHubConnectionString")));
    }

    /** Names the source only: the environment holds keys. */
    @Override
    public String toString() {
        return "HubSettings[" + (connectionString().isPresent() ? "connection string" : "IoT Edge") + ", " + timing
                + "]";
    }
}
