package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.standin.Certificates;
import io.fairlead.standin.hub.ClientPackages;
import io.fairlead.standin.hub.ClientProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The direct methods of a running module, called by Azure's service client for Node as a back end calls them. */
@NeedsRig
class MethodsIT {

    private static final String PASSWORD = "correct-horse-battery";

    @TempDir
    private Path folder;

    private final EndToEnd device = new EndToEnd();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init") // before each
    private HttpsServer kubelet;

    @SuppressWarnings("NullAway.Init") // before each
    private ClientProcess backEnd;

    @BeforeEach
    void start() throws Exception {
        kubelet = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        kubelet.setExecutor(connections); // without one a connection that has begun holds up every other
        kubelet.setHttpsConfigurator(new HttpsConfigurator(Certificates.authority("kubelet")
                .server("kubelet", List.of("127.0.0.1"))
                .sslContext()));
        kubelet.createContext("/containerLogs/", exchange -> {
            String pod = exchange.getRequestURI().getPath().split("/", -1)[3];
            byte[] log = logs.getOrDefault(pod, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, log.length == 0 ? -1 : log.length);
            exchange.getResponseBody().write(log);
            exchange.close();
        });
        kubelet.start();
        backEnd = new ClientProcess(
                List.of("node", ClientPackages.script("node/backend.js").toString()),
                Map.of(
                        "NODE_PATH",
                        ClientPackages.node().resolve("node_modules").toString(),
                        "SERVICE_CONNECTION_STRING",
                        device.hub.serviceConnectionString(),
                        "CA_FILE",
                        device.hub.caPem().toString()));
        device.module.start();
    }

    @AfterEach
    void end() throws IOException {
        backEnd.close();
        kubelet.stop(0);
        connections.close();
        device.close();
    }

    @Test
    void planSaysWhatTheNextDocumentDoesAndRollbackWhatTheLastOneUndid() throws Exception {
        device.converged(device.backEnd.replace(document("web:1", "")));
        Mark mark = device.rig.audit().mark();

        JsonObject plan = call("plan", document("web:2", ""));
        assertEquals("200", BackEnd.text(plan, "status"), plan::toString);
        assertEquals(
                "WORKLOADS\n  apply Deployment " + device.appsNamespace + "/web (differs)\n",
                BackEnd.text(plan, "payload.plan").replaceFirst("(?s)^LEDGER\n[^\n]*\n", ""));
        JsonObject bad = call("plan", document("web:2", "\"portz\": 1, "));
        assertEquals("400", BackEnd.text(bad, "status"));
        assertEquals("UnknownKey", BackEnd.text(bad, "payload.problems.p1.code"));
        Path next = Files.writeString(folder.resolve("next.json"), document("web:2", ""));
        String printed = device.module.command(3, "plan", next.toString());
        assertTrue(printed.contains("registry.example/web:1 → registry.example/web:2\n"), printed);
        String status = device.module.command(0, "status");
        assertTrue(status.startsWith("Converged  twin version "), status);
        assertEquals(List.of(), device.writesSince(mark));

        long second = device.backEnd.replace(document("web:2", ""));
        device.converged(second);
        assertEquals("202", BackEnd.text(call("rollback", "{\"revision\": 1}"), "status"));
        Eventually.holds("the first image is back", EndToEnd.SOON, () -> image().equals("registry.example/web:1"));
        JsonObject reported = device.backEnd.await(
                "the report says so",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "apps.ad").contains("revision 1 is in force, as the method rollback asked"));
        assertEquals("1", BackEnd.text(reported, "control.value.rollbackTo"));
        device.module.stop();
        device.module.start();
        device.backEnd.await(
                "after a restart too",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "apps.ad").contains("the method rollback asked")
                        && BackEnd.text(now, "status.phase").equals("Converged"));
        assertEquals("registry.example/web:1", image());
        device.converged(device.backEnd.replace(document("web:3", "")));
        assertEquals("registry.example/web:3", image());
    }

    @Test
    void restartAppGivesNewPodsOnceAndReconcileIsTaken() throws Exception {
        long version = device.backEnd.replace(document("web:1", ""));
        JsonObject unused = device.converged(version);
        List<String> before = pods();

        JsonObject answer = call("restartApp", "{\"app\": \"web\"}");
        assertEquals("200", BackEnd.text(answer, "status"), answer::toString);
        assertEquals(answer, call("restartApp", "{\"app\": \"web\"}"));
        Eventually.holds(
                "another pod in place of the first", EndToEnd.SOON, () -> pods().size() == 1 && !pods().equals(before));
        assertEquals("400", BackEnd.text(call("restartApp", "{\"app\": \"shop\"}"), "status"));
        assertEquals("202", BackEnd.text(call("reconcile", "null"), "status"));
        JsonObject reported = device.converged(version);
        assertFalse(reported.has("problems"), reported::toString);
        List<String> after = pods();
        Thread.sleep(3000);
        assertEquals(after, pods(), "the restart is not undone");
    }

    @Test
    void logsComeFromEachPodWithoutASecretsValueAndOnlyWithTheRight() throws Exception {
        HasMetadata unusedSecret = device.admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("shop-db")
                        .withNamespace(device.appsNamespace)
                        .endMetadata()
                        .withStringData(Map.of("password", PASSWORD))
                        .build())
                .create();
        device.converged(device.backEnd.replace(
                document("web:1", "\"replicas\": 2, \"secretEnv\": {\"DB_PASSWORD\": \"shop-db/password\"}, ")));
        for (String node : List.of("node-a", "node-b")) {
            leadToKubelet(node);
        }
        List<String> pods = pods();
        logs.put(pods.get(0), "2026-01-31T12:00:02.000000000Z connected with " + PASSWORD + "\n");
        logs.put(pods.get(1), "2026-01-31T12:00:01.000000000Z started\n");

        JsonObject refused = call("logs", "{\"app\": \"web\", \"tail\": 10, \"since\": \"1h\"}");
        assertEquals("403", BackEnd.text(refused, "status"), refused::toString);
        assertTrue(BackEnd.text(refused, "payload.message").endsWith("module/rbac/optional/logs-secrets.yaml"));
        assertFalse(refused.toString().contains("started"));

        allowSecrets();
        Mark mark = device.rig.audit().mark();
        JsonObject answer = call("logs", "{\"app\": \"web\", \"tail\": 10, \"since\": \"1h\"}");
        assertEquals(
                JsonParser.parseString("[\"2026-01-31T12:00:01.000000000Z " + pods.get(1)
                        + " started\", \"2026-01-31T12:00:02.000000000Z " + pods.get(0) + " connected with ***\"]"),
                BackEnd.at(answer, "payload.lines"),
                answer::toString);

        assertEquals(Set.of(), UsedRights.unused(device, mark, "logs"));

        logs.put(
                pods.get(0),
                ("2026-01-31T12:00:03.000000000Z " + "y".repeat(100) + "\n").repeat(9000)
                        + "2026-01-31T12:00:04Z end\n");
        JsonObject large = call("logs", "{\"app\": \"web\", \"tail\": 10000}");
        assertEquals(
                "true",
                BackEnd.text(large, "payload.truncated"),
                () -> large.toString().substring(0, 300));
        assertTrue(BackEnd.at(large, "payload").toString().length() <= 128 * 1024);
        assertTrue(BackEnd.at(large, "payload.lines").toString().endsWith(" end\"]"));
    }

    private JsonObject call(String method, String payload) throws IOException, InterruptedException {
        backEnd.tell("{\"do\": \"invoke\", \"device\": \"" + device.name + "\", \"module\": \"fairlead\", \"call\":"
                + " {\"methodName\": \"" + method + "\", \"responseTimeoutInSeconds\": 5, \"payload\": "
                + payload.replace('\n', ' ') + "}}");
        return backEnd.expect("done").getAsJsonObject("result");
    }

    /** The API server asks a node's host name first. */
    private void leadToKubelet(String node) {
        String status = "{\"status\": {\"addresses\": [{\"type\": \"InternalIP\", \"address\": \"10.126.75."
                + (node.equals("node-a") ? "200" : "201")
                + "\"}, {\"type\": \"Hostname\", \"address\": \"127.0.0.1\"}],"
                + " \"daemonEndpoints\": {\"kubeletEndpoint\": {\"Port\": "
                + kubelet.getAddress().getPort() + "}}}}";
        var unused = device.admin()
                .nodes()
                .withName(node)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    private void allowSecrets() throws IOException {
        String manifest = Files.readString(Path.of("module", "rbac", "optional", "logs-secrets.yaml"))
                .replace("namespace: fairlead-apps", "namespace: " + device.appsNamespace)
                .replaceAll("namespace: fairlead\\b", "namespace: " + device.namespace);
        device.admin()
                .load(new java.io.ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(object -> {
                    var unused = device.admin().resource(object).create();
                });
    }

    private List<String> pods() {
        return device.admin().pods().inNamespace(device.appsNamespace).list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    private String image() {
        return device.container("web").getImage();
    }

    private static String document(String image, String more) {
        return "{\"schema\": 1, \"apps\": {\"web\": {" + more + "\"image\": \"registry.example/" + image
                + "\", \"ports\": \"80\"}}}";
    }
}
