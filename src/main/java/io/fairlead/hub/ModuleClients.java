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

/** The one place where the SDK's clients are made: MQTT, over TLS or WebSockets, no retries inside, our Plug and Play model. */
final class ModuleClients {
    /** The interface of {@code schema/fairlead.dtdl.json}. */
    static final String MODEL_ID = "dtmi:io:fairlead:Module;1";

    private static final RetryPolicy NO_RETRY = new NoRetry();

    /** Held, because a level set on a logger nobody holds is lost. */
    private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.client.mqttv3");

    static {
        // Paho logs past slf4j, to standard error; what it has to say comes through its exceptions too.
        PAHO.setLevel(Level.OFF);
    }

    private final HubSettings settings;

    ModuleClients(HubSettings settings) {
        this.settings = settings;
    }

    /**
     * A client that is not open yet. Trust and keys are read anew, so a rotated authority is found by the next connection;
     * under IoT Edge this asks the workload API and can fail or wait for it.
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
