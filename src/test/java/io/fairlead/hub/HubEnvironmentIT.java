package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.standin.hub.HubOptions;
import io.fairlead.standin.hub.HubStandIn;
import io.fairlead.standin.hub.HubTwin;
import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a connection's credentials come from. The SDK reads IoT Edge's variables from its process, so each has its own. */
class HubEnvironmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void ioTEdgeOverHttp() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder)) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            assertEchoes(twin, hub.environment("edge1", "fairlead"), "http://localhost");
        }
    }

    @Test
    void ioTEdgeOverAUnixSocket() throws Exception {
        try (HubStandIn hub = startWithSocket()) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            assertEchoes(twin, hub.environment("edge1", "fairlead"), "unix://");
        }
    }

    @Test
    void aWorkloadApiThatComesLateIsWaitedForAndATrustBundleThatIsReplacedIsReadAgain() throws Exception {
        try (HubStandIn hub = startWithSocket()) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            Map<String, String> environment = hub.environment("edge1", "fairlead");
            hub.stopWorkloadApi();
            twin.patchDesired(json("{\"a\":1}"));
            Process child = start(environment);
            try {
                assertTrue(HubRig.within(PATIENCE, () -> output().contains("No connection to the hub")), this::output);
                hub.environment("edge1", "fairlead");
                assertEchoed(twin, 2, "{\"a\":1}");
                hub.replaceAuthority();
                twin.patchDesired(json("{\"a\":2}"));
                assertEchoed(twin, 3, "{\"a\":2}");
            } finally {
                child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aConnectionStringWithTheFileOfTheAuthority() throws Exception {
        try (HubStandIn hub = HubStandIn.startAnywhere(folder)) {
            HubTwin twin = hub.createModule("edge1", "fairlead");
            Map<String, String> environment = Map.of(
                    "IotHubConnectionString",
                    hub.moduleConnectionString("edge1", "fairlead"),
                    "EdgeModuleCACertificateFile",
                    hub.caPem().toString());
            assertEchoes(twin, environment, "");
        }
    }

    @Test
    void anEnvironmentThatNamesNoHubIsRefusedWithWhatToSet() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> HubSettings.of(Map.of("PATH", "/bin")));
        assertTrue(String.valueOf(refusal.getMessage()).contains("EdgeHubConnectionString"));
    }

    @Test
    void keysAreNotPrintedWithTheSettings() {
        HubSettings settings = HubSettings.of(
                Map.of("EdgeHubConnectionString", "HostName=hub;DeviceId=d;ModuleId=m;SharedAccessKey=c2VjcmV0"));
        assertFalse(settings.toString().contains("c2VjcmV0"));
    }

    private void assertEchoes(HubTwin twin, Map<String, String> environment, String workloadUri) throws Exception {
        assertTrue(environment.getOrDefault("IOTEDGE_WORKLOADURI", "").startsWith(workloadUri));
        twin.patchDesired(json("{\"a\":1}"));
        Process child = start(environment);
        try {
            assertEchoed(twin, 2, "{\"a\":1}");
            twin.patchDesired(json("{\"a\":2}"));
            assertEchoed(twin, 3, "{\"a\":2}");
            assertEquals(ModuleClients.MODEL_ID, twin.modelId());
        } finally {
            child.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private void assertEchoed(HubTwin twin, int version, String desired) throws InterruptedException {
        JsonObject wanted = json("{\"version\":" + version + ",\"echo\":" + desired + "}");
        assertTrue(twin.awaitReported(wanted::equals, PATIENCE), () -> twin.reported() + "\n" + output());
    }

    private Process start(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path") + File.pathSeparator, HubChild.class.getName());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("IOTEDGE_") || name.contains("ConnectionString"));
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    }

    private Path log() {
        return folder.resolve("child.log");
    }

    private String output() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private HubStandIn startWithSocket() throws IOException {
        for (int i = 2; ; i++) {
            try {
                return HubStandIn.start(HubOptions.at("127.0.0." + i, folder)
                        .withServicePort(0)
                        .withWorkloadSocket(folder.resolve("workload.sock")));
            } catch (BindException taken) {
                if (i == 20) {
                    throw taken;
                }
            }
        }
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
