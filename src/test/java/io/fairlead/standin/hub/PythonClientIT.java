package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in as Azure's Python clients find it: the module client, and the service client as the back end. */
class PythonClientIT {
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
                ClientProcess backEnd = start(packages, "python/backend.py", BackEndScript.environment(hub))) {
            BackEndScript.play(hub, backEnd);
        }
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
