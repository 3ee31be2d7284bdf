package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The address of the hub, the identity of the module, and the timing.
 *
 * @param environment the environment of the process. A connection string comes first: {@code EdgeHubConnectionString}, {@code
 *     IotHubConnectionString} or the content of the file {@code FAIRLEAD_CONNECTION_STRING_FILE}. It may have a {@code
 *     GatewayHostName}, and {@code EdgeModuleCACertificateFile} has the authority to trust. Without one, IoT Edge's own {@code
 *     IOTEDGE_*} variables are used, which Azure's SDK reads from the process itself
 * @param sslContext the trust to use instead of the environment's
 * @param timing intervals and time limits
 */
public record HubSettings(Map<String, String> environment, Optional<SSLContext> sslContext, HubTiming timing) {
    /** The variable with the protocol: {@code mqtt}, or {@code mqtt-ws} for MQTT over WebSockets on port 443. */
    public static final String PROTOCOL = "FAIRLEAD_HUB_PROTOCOL";

    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

    /**
     * Copies the environment.
     *
     * @throws IllegalArgumentException if it names no hub or has settings that cannot work, with one line for each
     */
    public HubSettings {
        environment = Map.copyOf(environment);
        List<String> problems = Identity.problems(environment);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    /** The settings of an environment, with {@link HubTiming#DEFAULTS}. */
    public static HubSettings of(Map<String, String> environment) {
        return new HubSettings(environment, Optional.empty(), HubTiming.DEFAULTS);
    }

    /** A copy with another timing. */
    public HubSettings withTiming(HubTiming other) {
        return new HubSettings(environment, sslContext, other);
    }

    /** The device's id at the hub; empty if unknown. */
    public String deviceId() {
        return connectionString()
                .map(text -> Identity.parts(text).getOrDefault("DeviceId", ""))
                .orElseGet(() -> environment("IOTEDGE_DEVICEID"));
    }

    /** The connection string, read again if a file has it; empty if IoT Edge's workload API signs for the module. */
    Optional<String> connectionString() {
        return Identity.connectionString(environment);
    }

    /** Whether it uses MQTT over WebSockets. */
    boolean isOverWebSockets() {
        return environment.getOrDefault(PROTOCOL, "").strip().equalsIgnoreCase("mqtt-ws");
    }

    /** The proxy for WebSockets; empty for plain MQTT, which uses none. */
    Optional<ProxySettings> proxy() {
        return isOverWebSockets() ? HubProxy.of(environment, host()) : Optional.empty();
    }

    /** The host that the module connects to. */
    String host() {
        return PORT.matcher(gateway()).replaceFirst("");
    }

    /** The port that the module connects to. Azure's SDK reads a port from the gateway's name only for WebSockets. */
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

    /** IoT Edge's workload API; empty if it does not sign for the module. */
    Optional<String> workloadUri() {
        return connectionString().isPresent()
                ? Optional.empty()
                : Optional.of(environment("IOTEDGE_WORKLOADURI")).filter(uri -> !uri.isEmpty());
    }

    /** The value of a variable; empty if it is not set. */
    String environment(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The host name of the IoT hub; empty if unknown. */
    public String hubName() {
        return connectionString()
                .map(text -> Identity.parts(text).getOrDefault("HostName", ""))
                .orElseGet(() -> environment("IOTEDGE_IOTHUBHOSTNAME"));
    }

    /** The PEM file with the authorities to trust; empty if the environment names none. */
    Optional<String> caFile() {
        return Optional.ofNullable(environment.get("EdgeModuleCACertificateFile"))
                .filter(file -> !file.isBlank());
    }

    /** Only the source, because the environment holds keys. */
    @Override
    public String toString() {
        return "HubSettings[" + (connectionString().isPresent() ? "connection string" : "IoT Edge") + ", " + timing
                + "]";
    }
}
