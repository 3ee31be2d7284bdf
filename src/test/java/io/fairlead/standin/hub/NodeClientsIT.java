package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.fleet.export.CommonPart;
import io.fairlead.fleet.export.HubConfiguration;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Call;
import io.fairlead.service.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in as Azure's Node clients find it: the module client, and the service client as the back end. */
class NodeClientsIT {
    private static final String WHO = "\"device\":\"edge1\",\"module\":\"fairlead\"";

    private Path packages;
    private HubStandIn hub;
    private HubTwin twin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        packages = ClientPackages.node();
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
        twin.patchDesired(json("{\"order\":\"first\"}"));
    }

    @AfterEach
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest(name = "$version in the answer to a report: {0}")
    @ValueSource(booleans = {false, true})
    void aModuleWithAConnectionStringDoesAllAModuleDoes(boolean versionInAnswer) throws Exception {
        hub.faults().versionInAnswer(versionInAnswer);
        try (ClientProcess client = module(connectionString())) {
            ModuleScript.play(client, twin, false);
            assertEquals("dtmi:io:fairlead;1", twin.modelId());
        }
    }

    @Test
    void aModuleStartedByIotEdgeSignsThroughTheWorkloadApiOverHttp() throws Exception {
        try (ClientProcess client = module(hub.environment("edge1", "fairlead"))) {
            ModuleScript.play(client, twin, false);
        }
    }

    @Test
    void aBackEndChangesDesiredPropertiesAndReadsReportedOnes() throws Exception {
        try (ClientProcess backEnd = backEnd();
                ClientProcess client = module(connectionString())) {
            client.expect("twin");
            JsonObject changed = call(
                    backEnd,
                    "{\"do\":\"patch\"," + WHO + ",\"etag\":\"*\",\"patch\":{\"tags\":{\"site\":\"a\"},"
                            + "\"properties\":{\"desired\":{\"order\":null,\"shop\":{\"n\":3}}}}}");
            assertEquals(twin.desiredVersion(), desired(changed).get("$version").getAsLong());
            client.expect("desired");
            client.tell("{\"do\":\"report\",\"patch\":{\"seen\":3}}");
            client.expect("reported");

            JsonObject read = call(backEnd, "{\"do\":\"get\"," + WHO + "}");
            assertEquals("a", read.getAsJsonObject("tags").get("site").getAsString());
            assertEquals("Connected", read.get("connectionState").getAsString());
            assertFalse(desired(read).has("order"));
            JsonObject reported = read.getAsJsonObject("properties").getAsJsonObject("reported");
            assertEquals(3, reported.get("seen").getAsInt());
            assertTrue(reported.getAsJsonObject("$metadata")
                    .getAsJsonObject("seen")
                    .has("$lastUpdated"));
        }
    }

    @Test
    void whatFairleadsClientWroteIsReadAndWhatItReadsWasWritten() throws Exception {
        String host = hub.serviceHost();
        try (ClientProcess backEnd = backEnd();
                ServiceClient fairlead = new ServiceClient(
                        host,
                        "fairlead",
                        hub::serviceConnectionString,
                        Optional.of(hub.authority().trustingContext()))) {
            JsonObject body = json(
                    "{\"tags\":{\"fairlead\":{\"run\":\"r\"}},\"properties\":{\"desired\":{\"order\":null,\"n\":1}}}");
            fairlead.carryOut(new Call.Patch(
                    "s", "edge1", body, twin.service().get("etag").getAsString()));
            JsonObject read = call(backEnd, "{\"do\":\"get\"," + WHO + "}");
            assertEquals(json("{\"fairlead\":{\"run\":\"r\"}}"), read.get("tags"));
            assertEquals(1, desired(read).get("n").getAsInt());
            assertFalse(desired(read).has("order"));

            call(
                    backEnd,
                    "{\"do\":\"patch\"," + WHO + ",\"etag\":\"*\",\"patch\":{\"properties\":{\"desired\":{\"n\":2}}}}");
            SiteTwin seen = ((Answer.Twin) fairlead.read("s", "edge1")).twin();
            assertEquals(json("{\"n\":2}"), seen.desired());
            assertEquals("r", seen.tag().run());
        }
    }

    @Test
    void anExportedConfigurationIsTakenAndReadBackWithItsMetrics() throws Exception {
        twin.report(json("{\"status\":{\"phase\":\"Converged\"}}"));
        CommonPart common =
                new CommonPart(new TreeMap<>(Map.of("apps.shop", json("{\"image\":\"nginx:1\"}"))), new TreeSet<>());
        JsonObject configuration = new HubConfiguration("common", HubConfiguration.every("fairlead"), 10).with(common);
        try (ClientProcess backEnd = backEnd()) {
            JsonObject unused = call(backEnd, "{\"do\":\"configure\",\"configuration\":" + configuration + "}");
            assertEquals(json("{\"order\":\"first\",\"apps\":{\"shop\":{\"image\":\"nginx:1\"}}}"), twin.desired());
            JsonObject read = call(backEnd, "{\"do\":\"configuration\",\"id\":\"common\"}");
            assertEquals(configuration.get("content"), read.get("content"));
            JsonObject results = read.getAsJsonObject("metrics").getAsJsonObject("results");
            assertEquals(1, results.get("converged").getAsInt());
            assertEquals(0, results.get("rejected").getAsInt());
        }
    }

    @Test
    void aBackEndWithAnOldEtagIsRefusedAndOneWithTheNewEtagIsNot() throws Exception {
        try (ClientProcess backEnd = backEnd()) {
            String old =
                    call(backEnd, "{\"do\":\"get\"," + WHO + "}").get("etag").getAsString();
            String update = ",\"patch\":{\"properties\":{\"desired\":{\"a\":1}}}}";
            JsonObject changed = call(backEnd, "{\"do\":\"patch\"," + WHO + ",\"etag\":\"" + old + "\"" + update);
            JsonObject refused = refused(backEnd, "{\"do\":\"patch\"," + WHO + ",\"etag\":\"" + old + "\"" + update);
            assertEquals(412, refused.get("status").getAsInt());
            String fresh = changed.get("etag").getAsString();
            call(backEnd, "{\"do\":\"patch\"," + WHO + ",\"etag\":\"" + fresh + "\"" + update);
            assertEquals(4, twin.desiredVersion());
        }
    }

    @Test
    void aBackEndIsToldWhatIsWrongInItsOwnWords() throws Exception {
        try (ClientProcess backEnd = backEnd()) {
            JsonObject nobody = refused(backEnd, "{\"do\":\"get\",\"device\":\"edge1\",\"module\":\"nobody\"}");
            assertEquals(404, nobody.get("status").getAsInt());
            JsonObject unknown = refused(backEnd, "{\"do\":\"get\",\"device\":\"edge9\",\"module\":\"fairlead\"}");
            assertEquals("DeviceNotFoundError", unknown.get("error").getAsString());
            String badKey = ",\"etag\":\"*\",\"patch\":{\"properties\":{\"desired\":{\"a.b\":1}}}}";
            JsonObject invalid = refused(backEnd, "{\"do\":\"patch\"," + WHO + badKey);
            assertEquals("ArgumentError", invalid.get("error").getAsString());
            assertEquals(400, invalid.get("status").getAsInt());
            hub.faults().refuseServiceRequests(429, 1);
            JsonObject throttled = refused(backEnd, "{\"do\":\"get\"," + WHO + "}");
            assertEquals("ThrottlingError", throttled.get("error").getAsString());
        }
    }

    @Test
    void aBackEndCallsAMethodOfAConnectedModuleOnly() throws Exception {
        String invoke = "{\"do\":\"invoke\"," + WHO + ",\"call\":{\"methodName\":\"echo\",\"payload\":{\"a\":[1,2]}}}";
        try (ClientProcess backEnd = backEnd()) {
            assertEquals(404, refused(backEnd, invoke).get("status").getAsInt());
            try (ClientProcess client = module(connectionString())) {
                client.expect("twin");
                JsonObject result = call(backEnd, invoke);
                assertEquals(203, result.get("status").getAsInt());
                assertEquals(json("{\"method\":\"echo\",\"payload\":{\"a\":[1,2]}}"), result.get("payload"));
            }
        }
    }

    private Map<String, String> connectionString() {
        return Map.of(
                "MODULE_CONNECTION_STRING",
                hub.moduleConnectionString("edge1", "fairlead"),
                "CA_FILE",
                hub.caPem().toString(),
                "MODEL_ID",
                "dtmi:io:fairlead;1");
    }

    private ClientProcess module(Map<String, String> environment) throws IOException {
        return start("node/module.js", environment);
    }

    private ClientProcess backEnd() throws IOException {
        String connection = hub.serviceConnectionString();
        return start(
                "node/backend.js",
                Map.of(
                        "SERVICE_CONNECTION_STRING",
                        connection,
                        "CA_FILE",
                        hub.caPem().toString()));
    }

    private ClientProcess start(String script, Map<String, String> environment) throws IOException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("NODE_PATH", packages.resolve("node_modules").toString());
        return new ClientProcess(List.of("node", ClientPackages.script(script).toString()), all);
    }

    private static JsonObject call(ClientProcess backEnd, String operation) throws IOException, InterruptedException {
        backEnd.tell(operation);
        return backEnd.expect("done").getAsJsonObject("result");
    }

    private static JsonObject refused(ClientProcess backEnd, String operation)
            throws IOException, InterruptedException {
        backEnd.tell(operation);
        return backEnd.expect("refused");
    }

    private static JsonObject desired(JsonObject twin) {
        return twin.getAsJsonObject("properties").getAsJsonObject("desired");
    }
}
