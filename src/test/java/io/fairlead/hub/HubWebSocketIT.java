package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.doctor.Facts;
import io.fairlead.methods.DirectMethods;
import io.fairlead.standin.hub.ConnectProxy;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MQTT over WebSockets with Azure's SDK, straight and through a proxy, with a connection string out of a file. */
class HubWebSocketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each
    private HubStandIn hub;

    @SuppressWarnings("NullAway.Init") // before each
    private HubTwin twin;

    @BeforeEach
    void start() throws IOException {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void allThatAModuleDoesGoesOverWebSockets() throws Exception {
        plays(environment(Map.of()));
    }

    @Test
    void allThatAModuleDoesGoesThroughAProxy() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy()) {
            plays(environment(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())));
            assertTrue(proxy.targets().size() >= 2, proxy.targets()::toString);
            assertTrue(
                    proxy.targets().stream().allMatch(target -> target.startsWith(hub.address())),
                    proxy.targets()::toString);
        }
    }

    @Test
    void aHubThatIsExemptIsReachedWithoutTheProxy() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy()) {
            plays(environment(Map.of(
                    "HTTPS_PROXY", "http://127.0.0.1:" + proxy.port(), "NO_PROXY", "localhost," + hub.address())));
            assertEquals(List.of(), proxy.targets());
        }
    }

    @Test
    void theProbeSpeaksTlsToThePortAndSaysWhyNot() throws Exception {
        Facts.Hub seen = new HubProbe(HubSettings.of(environment(Map.of()))).look();
        assertEquals(
                Optional.empty(),
                seen.name().or(seen::connection).or(seen::trust).or(seen::token));
        assertEquals(hub.address(), seen.host());
        assertTrue(seen.throughEdgeHub());

        hub.faults().presentWrongCertificate(true);
        Facts.Hub wrong = new HubProbe(HubSettings.of(environment(Map.of()))).look();
        assertTrue(wrong.trust().isPresent(), wrong::toString);
        hub.stop();
        Facts.Hub gone = new HubProbe(HubSettings.of(environment(Map.of()))).look();
        assertTrue(gone.connection().isPresent() && gone.trust().isEmpty(), gone::toString);
    }

    @Test
    void theProbeGoesTheWayOfTheModuleThroughTheProxyOrPastIt() throws Exception {
        Map<String, String> proxied;
        try (ConnectProxy proxy = new ConnectProxy()) {
            proxied = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            Facts.Hub seen = new HubProbe(HubSettings.of(environment(proxied))).look();
            assertEquals(
                    Optional.empty(),
                    seen.name().or(seen::connection).or(seen::trust).or(seen::token));
            assertEquals(Optional.of("127.0.0.1:" + proxy.port()), seen.proxy());
            assertEquals(2, proxy.targets().size(), proxy.targets()::toString);

            hub.faults().presentWrongCertificate(true);
            Facts.Hub wrong = new HubProbe(HubSettings.of(environment(proxied))).look();
            assertTrue(wrong.trust().isPresent() && wrong.connection().isEmpty(), wrong::toString);
        }
        Facts.Hub gone = new HubProbe(HubSettings.of(environment(proxied))).look();
        assertTrue(gone.connection().isPresent() && gone.name().isEmpty(), gone::toString);
        Map<String, String> past = new HashMap<>(proxied);
        past.put("NO_PROXY", hub.address());
        Facts.Hub reached = new HubProbe(HubSettings.of(environment(past))).look();
        assertEquals(Optional.empty(), reached.proxy().or(reached::connection));

        hub.stop();
        try (ConnectProxy proxy = new ConnectProxy()) {
            Map<String, String> refusing = Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port());
            Facts.Hub refused = new HubProbe(HubSettings.of(environment(refusing))).look();
            assertEquals(Optional.of("Unexpected EOF from proxy"), refused.connection());
        }
    }

    private void plays(Map<String, String> environment) throws Exception {
        DirectMethods methods = new DirectMethods(Map.of());
        HubSettings settings = HubSettings.of(environment).withTiming(HubRig.QUICK);
        try (HubConnection connection = HubConnection.start(settings, () -> {}, methods)) {
            twin.patchDesired(json("{\"a\":1}"));
            await(() -> connection
                    .latest()
                    .filter(read -> read.desired().equals(json("{\"a\":1}")))
                    .isPresent());
            connection.report(json("{\"b\":2}"));
            assertTrue(twin.awaitReported(json("{\"b\":2}")::equals, PATIENCE));
            assertEquals(
                    200,
                    twin.invokeMethod("ping", JsonNull.INSTANCE, Duration.ofSeconds(10))
                            .status());

            hub.faults().closeConnections();
            twin.patchDesired(json("{\"a\":3}"));
            await(() -> connection
                    .latest()
                    .filter(read -> read.desired().equals(json("{\"a\":3}")))
                    .isPresent());
        }
    }

    private Map<String, String> environment(Map<String, String> more) throws IOException {
        Path file = folder.resolve("connection-string");
        Files.writeString(file, hub.webSocketConnectionString("edge1", "fairlead") + "\n");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("FAIRLEAD_CONNECTION_STRING_FILE", file.toString());
        environment.put("FAIRLEAD_HUB_PROTOCOL", "mqtt-ws");
        environment.put("EdgeModuleCACertificateFile", hub.caPem().toString());
        return environment;
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        assertTrue(HubRig.within(PATIENCE, condition));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
