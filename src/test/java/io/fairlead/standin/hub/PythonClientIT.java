package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in as Azure's Python clients find it: the module client, and the service client as the back end. */
class PythonClientIT {
    private static final String WHO = "\"device\":\"edge1\",\"module\":\"fairlead\"";

    @Test
    void aModuleWithAConnectionStringDoesAllAModuleDoes(@TempDir Path folder) throws Exception {
        Path packages = ClientPackages.python();
        try (HubStandIn hub = HubStandIn.startAnywhere(folder)) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            twin.patchDesired(json("{\"order\":\"first\"}"));
            Map<String, String> environment = Map.of(
                    "MODULE_CONNECTION_STRING",
                    hub.moduleConnectionString("edge1", "fairlead"),
                    "CA_FILE",
                    hub.caPem().toString());
            try (ClientProcess client = start(packages, environment)) {
                ModuleScript.play(client, twin, true);
            }
        }
    }

    @Test
    void aModuleStartedByIotEdgeSignsThroughTheUnixSocket(@TempDir Path folder) throws Exception {
        Path packages = ClientPackages.python();
        HubOptions options = HubOptions.at("127.0.0.1", folder).withWorkloadSocket(folder.resolve("workload.sock"));
        try (HubStandIn hub = HubStandIn.startAnywhere(options)) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            twin.patchDesired(json("{\"order\":\"first\"}"));
            try (ClientProcess client = start(packages, hub.environment("edge1", "fairlead"))) {
                ModuleScript.play(client, twin, true);
            }
        }
    }

    @Test
    void whatFairleadsServiceClientWroteIsReadAndWhatItReadsWasWritten(@TempDir Path folder) throws Exception {
        Path packages = ClientPackages.python();
        try (HubStandIn hub = HubStandIn.startAnywhere(folder);
                ClientProcess backEnd = start(
                        packages,
                        "python/backend.py",
                        Map.of(
                                "SERVICE_CONNECTION_STRING",
                                hub.serviceConnectionString(),
                                "CA_FILE",
                                hub.caPem().toString()));
                ServiceClient fairlead = new ServiceClient(
                        hub.serviceHost(),
                        "fairlead",
                        hub::serviceConnectionString,
                        Optional.of(hub.authority().trustingContext()))) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            twin.patchDesired(json("{\"order\":\"first\"}"));
            String first = ((Answer.Twin) fairlead.read("s", "edge1")).twin().etag();
            JsonObject body = json(
                    "{\"tags\":{\"fairlead\":{\"run\":\"r\"}},\"properties\":{\"desired\":{\"order\":null,\"n\":1}}}");
            fairlead.carryOut(new Call.Patch("s", "edge1", body, first));

            JsonObject read =
                    call(backEnd, "{\"do\":\"get\"," + WHO + "}", "done").getAsJsonObject("result");
            assertEquals(json("{\"fairlead\":{\"run\":\"r\"}}"), read.get("tags"));
            JsonObject desired = read.getAsJsonObject("properties").getAsJsonObject("desired");
            assertEquals(1, desired.get("n").getAsInt());
            assertFalse(desired.has("order"));

            String etag = read.get("etag").getAsString();
            String update =
                    "{\"do\":\"patch\"," + WHO + ",\"etag\":\"%s\",\"patch\":{\"properties\":{\"desired\":{\"n\":2}}}}";
            JsonObject old = call(backEnd, update.formatted(first), "refused");
            assertEquals(412, old.get("status").getAsInt());
            JsonObject unused = call(backEnd, update.formatted(etag), "done");
            SiteTwin seen = ((Answer.Twin) fairlead.read("s", "edge1")).twin();
            assertEquals(json("{\"n\":2}"), seen.desired());
            assertEquals("r", seen.tag().run());
            assertEquals(new Answer.Changed(), fairlead.carryOut(new Call.Patch("s", "edge1", body, etag)));
        }
    }

    private static JsonObject call(ClientProcess backEnd, String operation, String event) throws Exception {
        backEnd.tell(operation);
        return backEnd.expect(event);
    }

    private static ClientProcess start(Path packages, Map<String, String> environment) throws IOException {
        return start(packages, "python/module.py", environment);
    }

    private static ClientProcess start(Path packages, String script, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put("PYTHONPATH", packages.toString());
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        return new ClientProcess(
                List.of("python3", ClientPackages.script(script).toString()), all);
    }
}
