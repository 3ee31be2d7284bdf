package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import io.fairlead.rig.RigBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the module runs: each manifest of {@code module/install} applied with kubectl, and a module with only what that gives. */
@NeedsRig
class HomesIT {

    @TempDir
    private Path folder;

    private final EndToEnd device = new EndToEnd();

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void withTheRightsOfItsNamespacesAloneAppsAreManagedAndPoolsLeftAsTheyAre() throws Exception {
        String account = "namespaces-only";
        kubectl("apply -f -", manifest("namespaces-only.yaml").replace("name: fairlead\n", "name: " + account + "\n"));
        device.module.set("KUBECONFIG", kubeconfig(account).toString());
        device.module.set("FAIRLEAD_PLATFORM", "AzureStackEdge");
        device.module.start();

        device.backEnd.replace("""
                {"schema": 1,
                 "network": {"services": {"manage": "observe", "pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "replicas": 2, "ports": "80"}}}
                """.formatted(device.range(0, 3)));
        JsonObject reported = device.backEnd.await(
                "the app is ready",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.phase").equals("Ready"));

        assertEquals("none", BackEnd.text(reported, "device.rights.pools"));
        assertEquals("write", BackEnd.text(reported, "device.rights.apps"));
        assertEquals("AzureStackEdge", BackEnd.text(reported, "device.platform"));
        assertFalse(BackEnd.text(reported, "status.phase").equals("Blind"), reported::toString);
        assertEquals("diagnose-1", BackEnd.text(device.backEnd.call("diagnose", "null"), "payload.id"));
    }

    @Test
    void withoutIotEdgeItConnectsByAConnectionStringOutOfAMountedSecret() throws Exception {
        Path mounted = folder.resolve("connection-string");
        Files.writeString(mounted, device.hub.moduleConnectionString(device.name, "fairlead") + "\n");
        kubectl(
                "--namespace " + device.namespace + " create secret generic fairlead-hub --from-file=connection-string="
                        + mounted,
                "");
        kubectl("apply -f -", manifest("standalone.yaml"));
        Deployment deployment = device.admin()
                .apps()
                .deployments()
                .inNamespace(device.namespace)
                .withName("fairlead")
                .require();
        assertEquals("fairlead", deployment.getSpec().getTemplate().getSpec().getServiceAccountName());
        assertEquals(
                "/var/run/fairlead/hub/connection-string",
                deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv()
                        .get(0)
                        .getValue());

        device.module.unset("EdgeHubConnectionString");
        device.module.set("FAIRLEAD_CONNECTION_STRING_FILE", mounted.toString());
        device.module.start();
        device.converged(device.backEnd.replace("{\"schema\": 1, \"apps\": {\"web\": {\"image\": \"nginx:1\"}}}"));
        assertTrue(device.hub.twin(device.name, "fairlead").reported().has("status"));
    }

    private String manifest(String name) throws IOException {
        return Files.readString(Path.of("module", "install", name))
                .replace("namespace: fairlead-apps", "namespace: " + device.appsNamespace)
                .replaceAll("namespace: fairlead\\b(?!-)", "namespace: " + device.namespace);
    }

    private Path kubeconfig(String account) throws Exception {
        String token = kubectl("create token " + account + " --namespace " + device.namespace, "")
                .strip();
        String admin = Files.readString(device.rig.adminKubeconfig());
        Path file = folder.resolve("kubeconfig");
        return Files.writeString(file, admin.replaceFirst("token: \"[^\"]*\"", "token: \"" + token + "\""));
    }

    private String kubectl(String arguments, String input) throws IOException, InterruptedException {
        Path kubectl = RigBinaries.find(Regime.CRD).orElseThrow().kubectl();
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", kubectl + " " + arguments);
        builder.environment().put("KUBECONFIG", device.rig.adminKubeconfig().toString());
        Process process = builder.start();
        try (var sent = process.outputWriter(StandardCharsets.UTF_8)) {
            sent.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> output + errors);
        return output;
    }
}
