package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Where the hub is, as whom to connect, and how often.
 *
 * @param environment the process's environment. {@code EdgeHubConnectionString}, {@code IotHubConnectionString} or the file that {@code
 *     FAIRLEAD_CONNECTION_STRING_FILE} names (with
 *     {@code GatewayHostName} in it, and {@code EdgeModuleCACertificateFile} for the authority to trust) come first; without
 *     them IoT Edge's own {@code IOTEDGE_*} variables are used, which Azure's SDK reads from the process itself
 * @param sslContext what to trust in place of what the environment names
 * @param timing how often and how long
 */
public record HubSettings(Map<String, String> environment, Optional<SSLContext> sslContext, HubTiming timing) {
    /** The variable that says how MQTT is spoken: {@code mqtt}, or {@code mqtt-ws} over WebSockets on port 443. */
    public static final String PROTOCOL = "FAIRLEAD_HUB_PROTOCOL";

    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

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

    /** The device's id at the hub; empty where it is not said. */
    public String deviceId() {
        return connectionString()
                .map(text -> Identity.parts(text).getOrDefault("DeviceId", ""))
                .orElseGet(() -> environment("IOTEDGE_DEVICEID"));
    }

    /** The connection string, read anew where a file has it; empty where IoT Edge's workload API signs for the module. */
    Optional<String> connectionString() {
        return Identity.connectionString(environment);
    }

    /** Whether MQTT is spoken over WebSockets. */
    boolean isOverWebSockets() {
        return environment.getOrDefault(PROTOCOL, "").strip().equalsIgnoreCase("mqtt-ws");
    }

    /** The proxy for WebSockets; MQTT itself goes through none. */
    Optional<ProxySettings> proxy() {
        return isOverWebSockets() ? HubProxy.of(environment, host()) : Optional.empty();
    }

    /** The host that the module connects to. */
    String host() {
        return PORT.matcher(gateway()).replaceFirst("");
    }

    /** The port that the module connects to; Azure's SDK takes one from the gateway's name over WebSockets alone. */
    int port() {
        Matcher named = PORT.matcher(gateway());
        if (isOverWebSockets()) {
            return named.find() ? Integer.parseInt(named.group(1)) : 443;
        }
        return 8883;
    }

    private String gateway() {
        String gateway = connectionString()
                .map(text -> Identity.parts(text).getOrDefault("GatewayHostName", ""))
                .orElseGet(() -> environment("IOTEDGE_GATEWAYHOSTNAME"));
        return gateway.isEmpty() ? hubName() : gateway;
    }

    /** Whether the module connects to edgeHub or another gateway, and not to IoT Hub itself. */
    public boolean isThroughEdgeHub() {
        return !host().equals(hubName());
    }

    /** IoT Edge's workload API, where it signs for the module. */
    Optional<String> workloadUri() {
        return connectionString().isPresent()
                ? Optional.empty()
                : Optional.of(environment("IOTEDGE_WORKLOADURI")).filter(uri -> !uri.isEmpty());
    }

    /** A variable, empty where it is not set. */
    String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The host name of the IoT hub; empty where it is not said. */
    public String hubName() {
        return connectionString()
                .map(text -> Identity.parts(text).getOrDefault("HostName", ""))
                .orElseGet(() -> environment("IOTEDGE_IOTHUBHOSTNAME"));
    }

    /** The PEM file with the authorities to trust. */
    Optional<String> caFile() {
        return Optional.ofNullable(environment.get("EdgeModuleCACertificateFile"))
                .filter(file -> !file.isBlank());
    }

    /** Names the source only: the environment holds keys. */
    @Override
    public String toString() {
        return "HubSettings[" + (connectionString().isPresent() ? "connection string" : "IoT Edge") + ", " + timing
                + "]";
    }
}
