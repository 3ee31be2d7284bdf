package io.fairlead.hub;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.auth.IotHubSSLContext;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.transport.RetryPolicy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;

/** Creates the SDK's clients: MQTT over TLS or WebSockets, without retries in the SDK, with Fairlead's Plug and Play model. */
final class ModuleClients {
    /** The id of the interface in {@code schema/fairlead.dtdl.json}. */
    static final String MODEL_ID = "dtmi:io:fairlead:Module;1";

    private static final RetryPolicy NO_RETRY = new NoRetry();

    /** Kept in a field, because the level of a logger is lost when the logger is garbage collected. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        // Paho does not log through slf4j but to standard error. Its exceptions have the same information.
        PAHO.setLevel(Level.OFF);
    }

    private final HubSettings settings;

    ModuleClients(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * A client that is not open yet. Trust and keys are read again each time, so the next connection uses a rotated authority.
     * Under IoT Edge this calls the workload API, and can fail or wait for it.
     */
    ModuleClient create() throws IotHubClientException, IOException, GeneralSecurityException {
        Optional<SSLContext> trust = trust();
        ClientOptions.ClientOptionsBuilder options = ClientOptions.builder()
                .modelId(MODEL_ID)
                .keepAliveInterval(Math.toIntExact(
                        Math.max(1, settings.timing().keepAlive().toSeconds())))
                .sasTokenExpiryTime(
                        Math.max(1, settings.timing().tokenLifetime().toSeconds()))
                .logRoutineDisconnectsAsErrors(false);
        trust.ifPresent(options::sslContext);
        settings.proxy().ifPresent(options::proxySettings);
        ModuleClient client = client(options.build());
        client.setRetryPolicy(NO_RETRY);
        return client;
    }

    private ModuleClient client(ClientOptions options) throws IotHubClientException {
        IotHubClientProtocol protocol =
                settings.isOverWebSockets() ? IotHubClientProtocol.MQTT_WS : IotHubClientProtocol.MQTT;
        Optional<String> connectionString = settings.connectionString();
        return connectionString.isPresent()
                ? new ModuleClient(connectionString.get(), protocol, options)
                : ModuleClient.createFromEnvironment(new UnixSocket(), protocol, options);
    }

    private Optional<SSLContext> trust() throws IOException, GeneralSecurityException {
        if (settings.sslContext().isPresent() || settings.connectionString().isEmpty()) {
            return settings.sslContext();
        }
        Optional<String> file = settings.caFile();
        return file.isPresent() ? Optional.of(IotHubSSLContext.getSSLContextFromFile(file.get())) : Optional.empty();
    }
}
