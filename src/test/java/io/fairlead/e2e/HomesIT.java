package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fairlead.rig.ClusterAccess;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the module runs: each manifest of {@code module/install} applied with kubectl, and a module with only what that gives. */
@NeedsRig
class HomesIT {

    private static final String LABEL = "microk8s.io/cluster";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // each test has one of its own
    private EndToEnd device;

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void inAVirtualMachineItDoesWhatItsUserMayAndGoesOnWithANewCertificateAfterTheEndOfTheOldOne() throws Exception {
        device = new EndToEnd(Regime.CRD, hub -> hub.withWorkloadSocket(folder.resolve("workload.sock")));
        String account = "namespaces-only";
        kubectl("apply -f -", manifest("namespaces-only.yaml").replace("name: fairlead\n", "name: " + account + "\n"));
        new MetalLbObjects(device).pool("compute", device.range(0, 3));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant soon = now.plus(Duration.ofDays(20));
        Map<String, String> home = new HashMap<>(device.hub.environment(device.name, "fairlead"));
        home.put(
                "KUBECONFIG", certificate(account, now.minusSeconds(3600), soon).toString());
        device.module.moveTo(home);
        device.module.set("FAIRLEAD_PLATFORM", "AzureStackEdge");
        device.module.start();

        JsonObject reported = appWithAnAddressIsReady();
        assertEquals("none", BackEnd.text(reported, "device.rights.pools"));
        assertEquals("write", BackEnd.text(reported, "device.rights.apps"));
        assertEquals("AzureStackEdge", BackEnd.text(reported, "device.platform"));
        assertTrue(
                problems(reported).contains("enter Kubernetes external service IPs: " + device.range(0, 3)),
                reported::toString);
        assertTrue(problems(reported).contains("\"CredentialExpiring\""), reported::toString);
        assertEquals(soon.toString(), BackEnd.text(reported, "device.credentialExpires"));

        certificate(account, now.minusSeconds(3600), Instant.now().plusSeconds(4));
        JsonObject ended = blind("fairlead in " + folder.resolve("kubeconfig") + " ended ");
        assertTrue(problems(ended).contains("Get-HcsKubernetesUserConfig -UserName fairlead"), ended::toString);
        assertEquals(device.ip(2), device.address("web"));

        certificate(account, now.plusSeconds(3600), soon);
        JsonObject early = blind("set the clock that is behind");
        assertFalse(problems(early).contains("Get-Hcs"), early::toString);

        Instant late = now.plus(Duration.ofDays(365));
        certificate(account, now.minusSeconds(3600), late);
        JsonObject again = device.backEnd.await(
                "the new certificate is in use",
                EndToEnd.SOON,
                seen -> BackEnd.text(seen, "device.credentialExpires").equals(late.toString())
                        && BackEnd.text(seen, "workloads.web.phase").equals("Ready"));
        assertFalse(problems(again).contains("\"CredentialExpiring\""), again::toString);
        assertEquals(BackEnd.text(reported, "module.startedAt"), BackEnd.text(again, "module.startedAt"));
    }

    @Test
    void besideIotEdgeInTheClusterItHasTheRightsOfItsAccountAndFollowsTheTokenInItsFile() throws Exception {
        device = new EndToEnd();
        String edge = device.rig.createNamespace("iotedge");
        kubectl("--namespace " + edge + " create serviceaccount fairlead", ""); // IoT Edge does.
        kubectl("apply -f -", besideIotEdge(edge));
        String first = boundToken(edge, "first");
        String second = boundToken(edge, "second");
        Map<String, String> home = new HashMap<>(device.hub.environment(device.name, "fairlead"));
        assertTrue(home.getOrDefault("IOTEDGE_WORKLOADURI", "").startsWith("http://localhost:"), home::toString);
        home.putAll(pod(first));
        device.module.moveTo(home);
        device.module.start();

        JsonObject reported = device.converged(device.backEnd.replace(twin(1)));
        for (String area : new String[] {"pools", "dns", "apps"}) {
            assertEquals("write", BackEnd.text(reported, "device.rights." + area), area);
        }
        assertEquals("Kubernetes", BackEnd.text(reported, "device.platform"));
        aNodeOfAnotherPlatformIsRecognised();
        nothingIsAnErrorInTheDiagnosis();

        Files.writeString(folder.resolve("serviceaccount/token"), second);
        kubectl("--namespace " + edge + " delete secret first", "");
        try (KubernetesClient old = new ClusterAccess(
                        device.rig.apiServer().url(), folder.resolve("serviceaccount/ca.crt"), first)
                .client()) {
            Eventually.holds("the first token is refused", EndToEnd.SOON, () -> isRefused(old));
        }
        device.converged(device.backEnd.replace(twin(2)));
        assertFalse(device.module.log().contains("the cluster cannot be read"), device.module::log);
    }

    @Test
    void withoutIotEdgeItConnectsOverWebSocketsByAConnectionStringOutOfAMountedSecret() throws Exception {
        device = new EndToEnd();
        Path mounted = folder.resolve("connection-string");
        Files.writeString(mounted, device.hub.webSocketConnectionString(device.name, "fairlead") + "\n");
        kubectl(
                "--namespace " + device.namespace + " create secret generic fairlead-hub --from-file=connection-string="
                        + mounted,
                "");
        kubectl("apply -f -", manifest("standalone.yaml"));
        PodSpec pod = device.admin()
                .apps()
                .deployments()
                .inNamespace(device.namespace)
                .withName("fairlead")
                .require()
                .getSpec()
                .getTemplate()
                .getSpec();
        assertEquals("fairlead", pod.getServiceAccountName());
        assertEquals(
                "/var/run/fairlead/hub/connection-string",
                pod.getContainers().get(0).getEnv().get(0).getValue());

        Map<String, String> home = pod(kubectl("create token fairlead --namespace " + device.namespace, ""));
        home.put("FAIRLEAD_CONNECTION_STRING_FILE", mounted.toString());
        home.put("FAIRLEAD_HUB_PROTOCOL", "mqtt-ws");
        home.put(
                "EdgeModuleCACertificateFile",
                device.hub.caPem().toAbsolutePath().toString()); // The stand-in's authority is not a public one.
        device.module.moveTo(home);
        device.module.start();
        device.converged(device.backEnd.replace(twin(1)));
        assertTrue(device.hub.twin(device.name, "fairlead").reported().has("status"));
    }

    private JsonObject appWithAnAddressIsReady() {
        device.backEnd.replace("""
                {"schema": 1,
                 "network": {"services": {"manage": "observe", "pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "address": "%s", "ports": "80"}}}
                """.formatted(device.range(0, 3), device.ip(2)));
        JsonObject reported = device.backEnd.await(
                "the app is ready",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.phase").equals("Ready"));
        assertEquals(device.ip(2), device.address("web"));
        return reported;
    }

    private JsonObject blind(String why) {
        return device.backEnd.await(
                "the phase says: " + why,
                EndToEnd.SOON,
                now -> BackEnd.text(now, "status.phase").equals("Blind")
                        && problems(now).contains(why));
    }

    private void aNodeOfAnotherPlatformIsRecognised() {
        label("true");
        try {
            device.backEnd.await(
                    "the platform is recognised",
                    EndToEnd.SOON,
                    now -> BackEnd.text(now, "device.platform").equals("MicroK8s"));
        } finally {
            label(null);
        }
    }

    private void label(@Nullable String value) {
        Node unused = device.admin().nodes().withName("node-a").edit(node -> {
            if (value == null) {
                node.getMetadata().getLabels().remove(LABEL);
            } else {
                node.getMetadata().getLabels().put(LABEL, value);
            }
            return node;
        });
    }

    private void nothingIsAnErrorInTheDiagnosis() {
        String id = BackEnd.text(device.backEnd.call("diagnose", "null"), "payload.id");
        Eventually.holds("the diagnosis is there", EndToEnd.SOON, () -> {
            JsonObject task = device.backEnd.call("taskStatus", "{\"id\": \"" + id + "\"}");
            assertFalse(BackEnd.text(task, "payload.level").equals("error"), task::toString);
            return BackEnd.text(task, "payload.status").equals("Completed")
                    && task.toString().contains("\"check\":\"rights pools\"");
        });
    }

    private static String problems(JsonObject reported) {
        return String.valueOf(reported.get("problems"));
    }

    private String twin(int replicas) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "nginx:1", "expose": "external", "ports": "80", "replicas": %d}}}
                """.formatted(device.range(0, 3), replicas);
    }

    /** Puts a kubeconfig where the module looks for it; to RBAC its user is a service account of that name. */
    private Path certificate(String account, Instant from, Instant until) throws IOException {
        String user = "system:serviceaccount:" + device.namespace + ":" + account;
        return Files.writeString(
                folder.resolve("kubeconfig"), device.rig.apiServer().kubeconfig(user, from, until));
    }

    /** What Kubernetes gives a pod, in another folder than its own. */
    private Map<String, String> pod(String token) throws IOException {
        Path account = Files.createDirectories(folder.resolve("serviceaccount"));
        Files.writeString(account.resolve("token"), token);
        Files.copy(device.rig.apiServer().authority(), account.resolve("ca.crt"));
        URI server = URI.create(device.rig.apiServer().url());
        return new HashMap<>(Map.of(
                "HOME",
                folder.toString(),
                "KUBERNETES_SERVICE_HOST",
                server.getHost(),
                "KUBERNETES_SERVICE_PORT",
                Integer.toString(server.getPort()),
                "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN",
                account.resolve("token").toString(),
                "KUBERNETES_CERTS_CA_FILE",
                account.resolve("ca.crt").toString()));
    }

    /** A token that ends with a Secret, as a pod's ends with the pod. */
    private String boundToken(String namespace, String secret) throws IOException, InterruptedException {
        kubectl("--namespace " + namespace + " create secret generic " + secret, "");
        return kubectl(
                        "--namespace " + namespace
                                + " create token fairlead --bound-object-kind Secret --bound-object-name " + secret,
                        "")
                .strip();
    }

    private static boolean isRefused(KubernetesClient client) {
        try {
            String unused = client.raw("/version");
            return false;
        } catch (KubernetesClientException refused) {
            return refused.getCode() == 401;
        }
    }

    private String besideIotEdge(String edge) throws IOException {
        return manifest("beside-iot-edge.yaml")
                .replace("namespace: iotedge", "namespace: " + edge)
                .replaceAll("(?m) name: (fairlead-[a-z-]+)$", " name: $1-" + device.namespace);
    }

    private String manifest(String name) throws IOException {
        return Files.readString(Path.of("module", "install", name))
                .replace("namespace: fairlead-apps", "namespace: " + device.appsNamespace)
                .replaceAll("namespace: fairlead\\b(?!-)", "namespace: " + device.namespace);
    }

    private String kubectl(String arguments, String input) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", device.rig.binaries().kubectl() + " " + arguments);
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
