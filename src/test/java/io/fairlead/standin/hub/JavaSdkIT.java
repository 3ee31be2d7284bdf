package io.fairlead.standin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in as Azure's Java device SDK finds it, over real TLS. */
class JavaSdkIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int ANSWER_MILLIS = 5_000;
    private static final int LOST_AFTER_MILLIS = 2_000;
    private static final int READ_ATTEMPTS = 6;

    private HubStandIn hub;
    private HubTwin twin;
    private final BlockingQueue<Twin> desired = new LinkedBlockingQueue<>();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void aModuleReadsItsTwinAndHearsChangesWithTheirVersion() throws Exception {
        twin.patchDesired(json("{\"schema\":1,\"apps\":{\"shop\":{\"image\":\"a\"}}}"));
        try (Client client = open()) {
            Twin read = client.read();
            assertEquals(2, read.getDesiredProperties().getVersion());
            assertEquals(1L, read.getDesiredProperties().get("schema"));
            twin.patchDesired(json("{\"apps\":{\"shop\":null}}"));
            Twin patch = next();
            assertEquals(3, patch.getDesiredProperties().getVersion());
            assertEquals(
                    "{\"shop\":null}",
                    String.valueOf(patch.getDesiredProperties().get("apps")));
        }
    }

    @Test
    void whatAModuleReportsIsMergedAndNullDeletes() throws Exception {
        try (Client client = open()) {
            client.report("a", Map.of("b", 1, "c", "two"));
            assertTrue(
                    twin.awaitReported(reported -> reported.equals(json("{\"a\":{\"b\":1,\"c\":\"two\"}}")), PATIENCE));
            TwinCollection inner = new TwinCollection();
            inner.put("b", null);
            client.report("a", inner);
            assertTrue(twin.awaitReported(reported -> reported.equals(json("{\"a\":{\"c\":\"two\"}}")), PATIENCE));
        }
    }

    @Test
    void methodsReachTheModuleAndItsAnswerComesBack() throws Exception {
        try (Client client = open()) {
            assertNotNull(client);
            MethodResult result = twin.invokeMethod("ping", json("{\"n\":7}"), PATIENCE);
            assertEquals(207, result.status());
            assertEquals(json("{\"method\":\"ping\",\"n\":7.0}"), result.payload());
        }
        while (twin.connected()) { // The hub sees the end a moment after the client.
            Thread.sleep(20);
        }
        HubRefusal gone =
                assertThrows(HubRefusal.class, () -> twin.invokeMethod("ping", json("{}"), Duration.ofSeconds(1)));
        assertEquals(404, gone.status());
    }

    @Test
    void messagesAreKeptWithTheirOutputAndProperties() throws Exception {
        try (Client client = open()) {
            Message message = new Message("{\"x\":1}");
            message.setContentType("application/json");
            message.setProperty("level", "warn&x=1");
            client.module.sendEvent(message, "events", ANSWER_MILLIS);
        }
        Telemetry event = twin.events().getFirst();
        assertEquals("events", event.output());
        assertEquals("application/json", event.contentType());
        assertEquals(Map.of("level", "warn&x=1"), event.properties());
        assertEquals(json("{\"x\":1}"), event.json());
    }

    @Test
    void aClientWithAnotherKeyIsNotLetIn() throws Exception {
        hub.createModule("edge1", "other");
        String foreign = hub.moduleConnectionString("edge1", "fairlead").replace("ModuleId=fairlead", "ModuleId=other");
        ModuleClient module = new ModuleClient(foreign, IotHubClientProtocol.MQTT, options());
        assertThrows(Exception.class, () -> module.open(false));
        module.close();
        assertFalse(hub.twin("edge1", "other").connected());
    }

    @Test
    void aConnectionIsClosedWhenItsTokenEndsAndTheSdkComesBackWithANewOne() throws Exception {
        BlockingQueue<HubEvent.Kind> connections = new LinkedBlockingQueue<>();
        hub.listen(event -> {
            if (event.kind() == HubEvent.Kind.CONNECTED || event.kind() == HubEvent.Kind.DISCONNECTED) {
                connections.add(event.kind());
            }
        });
        ClientOptions shortLived = ClientOptions.builder()
                .sslContext(hub.authority().trustingContext())
                .sasTokenExpiryTime(3)
                .build();
        try (Client client = open(shortLived)) {
            assertEquals(HubEvent.Kind.CONNECTED, connections.poll(10, TimeUnit.SECONDS));
            assertEquals(HubEvent.Kind.DISCONNECTED, connections.poll(10, TimeUnit.SECONDS));
            assertEquals(HubEvent.Kind.CONNECTED, connections.poll(10, TimeUnit.SECONDS));
            assertNotNull(client.read());
        }
    }

    @Test
    void withoutStoreAndCloudTheTwinIsEmptyAndWithoutVersion() throws Exception {
        twin.patchDesired(json("{\"schema\":1}"));
        hub.faults().emptyTwinBody("{\"desired\":{},\"reported\":{}}");
        try (Client client = open()) {
            assertEquals(2, client.read().getDesiredProperties().getVersion());
        }
        hub.faults().cloudOffline(true);
        hub.restart(true);
        try (Client client = open()) {
            assertEquals(2, client.read().getDesiredProperties().getVersion());
        }
        hub.restart(false);
        try (Client client = open()) {
            Twin empty = client.read();
            assertTrue(empty.getDesiredProperties().isEmpty());
            assertEquals(null, empty.getDesiredProperties().getVersion());
        }
    }

    @Test
    void aModuleStartedByIotEdgeLogsInThroughTheWorkloadApiOverHttpAndOverAUnixSocket(@TempDir Path folder)
            throws Exception {
        twin.patchDesired(json("{\"schema\":1}"));
        assertEquals(2, versionSeenFromEnvironment(hub));
        HubOptions options = HubOptions.at("127.0.0.1", folder).withWorkloadSocket(folder.resolve("workload.sock"));
        try (HubStandIn withSocket = HubStandIn.startAnywhere(options)) {
            withSocket.createModule("edge1", "fairlead");
            assertEquals(1, versionSeenFromEnvironment(withSocket));
        }
    }

    private static int versionSeenFromEnvironment(HubStandIn hub) throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EnvironmentModule.class.getName());
        try (ClientProcess module = new ClientProcess(command, hub.environment("edge1", "fairlead"))) {
            return module.expect("twin").get("version").getAsInt();
        }
    }

    private Client open() throws Exception {
        return open(options());
    }

    private Client open(ClientOptions options) throws Exception {
        ModuleClient module =
                new ModuleClient(hub.moduleConnectionString("edge1", "fairlead"), IotHubClientProtocol.MQTT, options);
        module.open(false);
        module.subscribeToDesiredProperties((patch, context) -> desired.add(patch), null);
        module.subscribeToMethods(
                (method, payload, context) -> {
                    JsonObject answer = json(payload.getPayloadAsJsonString());
                    answer.addProperty("method", method);
                    return new DirectMethodResponse(207, answer);
                },
                null);
        return new Client(module);
    }

    private ClientOptions options() {
        return ClientOptions.builder()
                .sslContext(hub.authority().trustingContext())
                .modelId("dtmi:io:fairlead;1")
                .build();
    }

    private Twin next() throws InterruptedException {
        Twin patch = desired.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(patch, "no desired patch came");
        return patch;
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    /**
     * An open client. The SDK loses a small share of the answers, now and then several in turn: a read is asked again, and
     * what a report did is looked up at the hub.
     */
    private record Client(ModuleClient module) implements AutoCloseable {

        Twin read() throws Exception {
            for (int attempt = 1; ; attempt++) {
                try {
                    return module.getTwin(LOST_AFTER_MILLIS);
                } catch (IotHubClientException lost) {
                    if (attempt == READ_ATTEMPTS) {
                        throw lost;
                    }
                }
            }
        }

        void report(String key, Object value) {
            TwinCollection patch = new TwinCollection();
            patch.put(key, value);
            module.updateReportedPropertiesAsync(patch, (status, response, failure, context) -> {}, null);
        }

        @Override
        public void close() {
            module.close();
        }
    }
}
