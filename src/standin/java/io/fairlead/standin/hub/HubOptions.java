package io.fairlead.standin.hub;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a stand-in listens and what it is called.
 *
 * @param address the loopback address of every listener, 127.0.0.1 to 127.0.0.20; Azure's SDKs fix the MQTT port, so each
 *     stand-in that runs at a time needs an address of its own
 * @param mqttPort the port for MQTT over TLS
 * @param servicePort the port of the service side's HTTPS; 0 for a free one
 * @param workloadSocket the Unix socket of the workload API; over HTTP it listens on a free port of {@code localhost} as
 *     well
 * @param folder where files such as the authority's certificate are written
 * @param hubName the IoT Hub's host name, which must have a dot
 */
public record HubOptions(
        String address, int mqttPort, int servicePort, Optional<Path> workloadSocket, Path folder, String hubName) {
    /** The port Azure's SDKs connect to for MQTT. */
    public static final int MQTT_PORT = 8883;

    /** The usual port of the service side: what a user without rights can open in place of 443. */
    public static final int SERVICE_PORT = 8444;

    /** The usual options on an address: the fixed MQTT port, {@link #SERVICE_PORT}, no Unix socket. */
    public static HubOptions at(String address, Path folder) {
        return new HubOptions(address, MQTT_PORT, SERVICE_PORT, Optional.empty(), folder, "fairlead-hub.test");
    }

    /** The same on another service port. */
    public HubOptions withServicePort(int port) {
        return new HubOptions(address, mqttPort, port, workloadSocket, folder, hubName);
    }

    /** The same with the workload API on a Unix socket too. */
    public HubOptions withWorkloadSocket(Path socket) {
        return new HubOptions(address, mqttPort, servicePort, Optional.of(socket), folder, hubName);
    }

    /** The same on another address. */
    public HubOptions withAddress(String other) {
        return new HubOptions(other, mqttPort, servicePort, workloadSocket, folder, hubName);
    }
}
