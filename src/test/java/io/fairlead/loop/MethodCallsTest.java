package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.doctor.Finding;
import io.fairlead.methods.Answer;
import io.fairlead.methods.DirectMethods;
import io.fairlead.methods.MethodTable;
import io.fairlead.model.Access;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.Reports;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The direct methods that ask the loop or the cluster, over a loop in a simulated cluster. */
class MethodCallsTest {

    private static final String POOL =
            "'network': {'services': {'pools': {'a': {'addresses': '192.0.2.1-192.0.2.4'}}}}";

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));
    private final FakeWorkbench workbench = new FakeWorkbench();
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private final DirectMethods methods = new DirectMethods(MethodTable.of(
            world.requests,
            SimulatedCluster.SCOPE,
            workbench,
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public java.time.ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }
            },
            this::look));
    private final CountDownLatch looked = new CountDownLatch(1);

    private List<Finding> look() {
        try {
            looked.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        return List.of(new Finding(Finding.Level.warning, "clock", "late", "set it"));
    }

    @BeforeEach
    void anApp() {
        world.addNode();
        send("nginx:1");
    }

    @Test
    void planSaysWhatWouldBeDoneAndDoesNothing() {
        int plans = world.plans.size();
        Answer answer = call("plan", document("nginx:2"));
        assertEquals(200, answer.status(), answer::toString);
        String plan = answer.payload().get("plan").getAsString();
        assertTrue(plan.contains("apply Deployment apps/web"), plan);
        assertEquals(0, world.settle() - 1);
        assertEquals(plans, world.plans.size());
        assertEquals("nginx:1", image());
    }

    @Test
    void planOfWhatIsInForceIsNothingToDo() {
        assertEquals(
                "nothing to do\n",
                call("plan", document("nginx:1")).payload().get("plan").getAsString());
    }

    @Test
    void planNamesWhatTheClusterRefuses() {
        Answer answer = call(
                "plan",
                document("nginx:1")
                        .replace("192.0.2.1-192.0.2.4", "192.0.2.9")
                        .replace("'expose'", "'address': '192.0.2.1', 'expose'"));
        assertEquals(400, answer.status(), answer::toString);
        Answer refused = call("plan", document("nginx:1").replace("192.0.2.1-192.0.2.4", "192.0.2.9"));
        assertEquals(200, refused.status());
        assertTrue(refused.payload().get("networkRefused").getAsBoolean());
        assertTrue(refused.payload().get("problems").toString().contains("AddressInUse"), refused::toString);
    }

    @Test
    void planOfWhatIsNoDocumentIsABadPayload() {
        for (String payload : List.of("null", "[]", "'text'", "{}", "{'schema': 1, 'apps': {'web': {'imag': 'a'}}}")) {
            Answer answer = call("plan", payload);
            assertEquals(400, answer.status(), payload);
            assertTrue(answer.payload().has("message") && answer.payload().has("problems"), payload);
        }
    }

    @Test
    void reconcileTriesAgainWhatIsHeldBack() {
        world.answers = step -> step.ref().kind().equals("Deployment")
                ? Optional.of(new Outcome.Invalid(step, "no"))
                : Optional.empty();
        world.send("{'schema': 1, " + POOL + ", " + apps("nginx:2") + "}");
        world.answers = step -> Optional.empty();
        world.settle();
        assertEquals("nginx:1", image(), "held back for now");

        assertEquals(202, call("reconcile", "null").status());
        world.settle();
        assertEquals("nginx:2", image());
        assertEquals(400, call("reconcile", "{'now': true}").status());
    }

    @Test
    void rollbackHoldsARevisionUntilTheTwinChanges() {
        send("nginx:2");
        assertEquals(2, world.told().status().revision());

        assertEquals(202, call("rollback", "{'revision': 1}").status());
        world.settle();
        assertEquals("nginx:1", image());
        JsonObject report = Reports.build(world.told()).properties();
        assertTrue(
                report.getAsJsonObject("apps").get("ad").getAsString().contains("the method rollback"),
                report::toString);

        assertEquals(202, call("rollback", "{'revision': 1}").status());
        var unused = world.restart();
        world.settle();
        assertEquals("nginx:1", image(), "also after a restart");

        send("nginx:3");
        assertEquals("nginx:3", image());
    }

    @Test
    void rollbackToZeroFollowsTheTwinAgain() {
        send("nginx:2");
        assertEquals(202, call("rollback", "{'revision': 1}").status());
        world.settle();
        assertEquals(202, call("rollback", "{'revision': 0}").status());
        world.settle();
        assertEquals("nginx:2", image());
    }

    @Test
    void aRollbackWhoseLedgerCouldNotBeWrittenIsTriedAgain() {
        send("nginx:2");
        world.answers = step -> step.ref().kind().equals("ConfigMap")
                ? Optional.of(new Outcome.Failed(step, "no answer"))
                : Optional.empty();
        assertEquals(202, call("rollback", "{'revision': 1}").status());
        world.settle();
        assertEquals("nginx:2", image());
        world.answers = step -> Optional.empty();
        var unused = world.pass(Duration.ofSeconds(90));
        assertEquals("nginx:1", image());
    }

    @Test
    void aRollbackThatCannotBeIsRefused() {
        assertEquals(400, call("rollback", "{}").status());
        assertEquals(400, call("rollback", "{'revision': 'one'}").status());
        assertEquals(400, call("rollback", "{'revision': -1}").status());
        assertEquals(400, call("rollback", "{'revision': 1e400}").status());
        Answer unknown = call("rollback", "{'revision': 77}");
        assertEquals(400, unknown.status());
        assertTrue(unknown.payload().toString().contains("kept are 1"), unknown::toString);
        world.send("{'schema': 1, " + POOL + ", " + apps("nginx:1") + ", 'control': {'rollbackTo': 1}}");
        assertEquals(409, call("rollback", "{'revision': 1}").status());
        world.send("{'schema': 1, " + POOL + ", " + apps("nginx:1") + ", 'control': {'paused': true}}");
        assertEquals(409, call("rollback", "{'revision': 1}").status());
        assertEquals(409, call("restartApp", "{'app': 'web'}").status());
    }

    @Test
    void restartAppRestartsEachTierOnceAMinute() {
        Answer answer = call("restartApp", "{'app': 'web'}");
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(answer, call("restartApp", "{'app': 'web', 'tier': 'web'}"));
        assertEquals(List.of(ObjectRef.deployment("apps", "web")), workbench.restarted);
        now = now.plusSeconds(61);
        assertEquals(200, call("restartApp", "{'app': 'web'}").status());
        assertEquals(2, workbench.restarted.size());
    }

    @Test
    void whatIsNotThereIsABadPayload() {
        for (String method : List.of("restartApp", "logs")) {
            assertEquals(400, call(method, "null").status());
            assertEquals(400, call(method, "{'app': 5}").status());
            assertTrue(call(method, "{'app': 'shop'}").payload().toString().contains("in force are web"));
            assertTrue(call(method, "{'app': 'web', 'tier': 'db'}")
                    .payload()
                    .toString()
                    .contains("it has web"));
            assertEquals(400, call(method, "{'app': 'web', 'force': true}").status());
        }
        assertEquals(400, call("logs", "{'app': 'web', 'tail': 0}").status());
        assertEquals(400, call("logs", "{'app': 'web', 'tail': 2.5}").status());
        assertEquals(400, call("logs", "{'app': 'web', 'since': 'yesterday'}").status());
    }

    @Test
    void logsAreInTheOrderOfTimeWithThePodThatWroteThem() {
        pod("web-1");
        pod("web-2");
        workbench.logs.put("web-1", "2026-01-31T11:00:00.1Z one\n2026-01-31T11:00:00.3Z three\n");
        workbench.logs.put("web-2", "2026-01-31T11:00:00.2Z two\n");
        assertEquals(
                List.of(
                        "2026-01-31T11:00:00.1Z web-1 one",
                        "2026-01-31T11:00:00.2Z web-2 two",
                        "2026-01-31T11:00:00.3Z web-1 three"),
                lines(call("logs", "{'app': 'web'}")));
        assertEquals(2, lines(call("logs", "{'app': 'web', 'tail': 2}")).size());
        assertEquals(200, call("logs", "{'app': 'web', 'since': '10m'}").status());
        assertEquals(Optional.of(now.minusSeconds(600)), workbench.since);
    }

    @Test
    void logsAreCutFromTheOldestSide() {
        pod("web-1");
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            log.append("2026-01-31T11:00:00.%04dZ \"quoted\" \u00e4 %s%n".formatted(i, "x".repeat(50)));
        }
        workbench.logs.put("web-1", log.toString());
        Answer answer = call("logs", "{'app': 'web', 'tail': 10000}");
        int bytes = answer.payload().toString().getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= Reports.ANSWER_BUDGET && bytes > Reports.ANSWER_BUDGET - 6 * 1024, "" + bytes);
        assertTrue(answer.payload().get("truncated").getAsBoolean());
        assertTrue(lines(answer).get(lines(answer).size() - 1).startsWith("2026-01-31T11:00:00.4999Z"));
    }

    @Test
    void noSecretValueIsInALogInAnyForm() {
        world.send("{'schema': 1, " + POOL + ", 'apps': {'web': {'image': 'nginx:1', 'expose': 'none',"
                + " 'env': {'API_TOKEN': 'plainly-in-the-twin'}, 'secretEnv': {'DB': 'db/password'}}}}");
        pod("web-1");
        workbench.secrets.put(
                "db", new TreeMap<>(Map.of("password", "p&ss w\u00f6rd\nsecond line", "other", "harmless")));
        workbench.logs.put(
                "web-1",
                "1Z p&ss w\u00f6rd\n2Z cGFzcw== plainly-in-the-twin harmless\n3Z url=p%26ss+w%C3%B6rd%0Asecond+line\n"
                        + "4Z then the second line\n5Z "
                        + Base64.getEncoder()
                                .encodeToString("p&ss w\u00f6rd\nsecond line".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of(
                        "1Z web-1 ***",
                        "2Z web-1 cGFzcw== *** harmless",
                        "3Z web-1 url=***",
                        "4Z web-1 then the ***",
                        "5Z web-1 ***"),
                lines(call("logs", "{'app': 'web'}")));
    }

    @Test
    void withoutTheRightToKnowASecretThereAreNoLines() {
        world.send("{'schema': 1, " + POOL + ", 'apps': {'web': {'image': 'nginx:1', 'expose': 'none',"
                + " 'secretEnv': {'DB': 'db/password'}}}}");
        pod("web-1");
        workbench.logs.put("web-1", "1Z line\n");
        workbench.denied = true;
        Answer answer = call("logs", "{'app': 'web'}");
        assertEquals(403, answer.status());
        assertTrue(answer.payload().toString().contains("module/rbac/optional/logs-secrets.yaml"), answer::toString);
    }

    @Test
    void aPodThatHasNoLogIsNamedBesideThoseThatHave() {
        pod("web-1");
        pod("web-2");
        workbench.logs.put("web-1", "1Z line\n");
        Answer answer = call("logs", "{'app': 'web'}");
        assertEquals(List.of("1Z web-1 line"), lines(answer));
        assertEquals(
                "container is waiting to start",
                answer.payload().getAsJsonObject("unavailable").get("web-2").getAsString());
    }

    @Test
    void diagnoseBeginsATaskAndTaskStatusSaysWhatItFound() throws InterruptedException {
        Answer begun = call("diagnose", "null");
        assertEquals(202, begun.status());
        assertEquals(begun, call("diagnose", "{}"), "the same task while it runs");
        String id = "{'id': '" + begun.payload().get("id").getAsString() + "'}";
        assertEquals("Running", call("taskStatus", id).payload().get("status").getAsString());
        looked.countDown();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (call("taskStatus", id).payload().get("status").getAsString().equals("Running")) {
            assertTrue(System.nanoTime() < end);
            Thread.sleep(5);
        }
        assertEquals(
                JsonParser.parseString("{'id': 'diagnose-1', 'status': 'Completed', 'level': 'warning', 'findings':"
                        + " [{'level': 'warning', 'check': 'clock', 'message': 'late', 'mend': 'set it'}]}"),
                call("taskStatus", id).payload());
        assertEquals("diagnose-2", call("diagnose", "null").payload().get("id").getAsString());
        assertEquals(400, call("taskStatus", "{'id': 'diagnose-9'}").status());
        assertEquals(400, call("taskStatus", "null").status());
    }

    @Test
    void whileTheClusterCannotBeReadThereIsNothingToAskFor() {
        world.blind(true);
        world.settle();
        assertEquals(503, call("plan", document("nginx:2")).status());
        assertEquals(503, call("rollback", "{'revision': 1}").status());
        assertEquals(503, call("restartApp", "{'app': 'web'}").status());
        assertEquals(503, call("logs", "{'app': 'web'}").status());
        assertFalse(workbench.restarted.iterator().hasNext());
    }

    private void send(String image) {
        world.send(document(image));
    }

    private static String document(String image) {
        return "{'schema': 1, " + POOL + ", " + apps(image) + "}";
    }

    private static String apps(String image) {
        return "'apps': {'web': {'image': '" + image + "', 'expose': 'external', 'ports': '80'}}";
    }

    private String image() {
        return world.cluster
                .observed()
                .find(ObjectRef.deployment("apps", "web"))
                .orElseThrow()
                .body()
                .at("spec", "template", "spec")
                .each("containers")
                .get(0)
                .text("image")
                .orElseThrow();
    }

    private void pod(String name) {
        world.add("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '" + name
                + "', 'namespace': 'apps', 'labels':"
                + " {'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'web'}}}");
        world.settle();
    }

    private Answer call(String method, String payload) {
        JsonElement sent =
                payload.equals("null") ? JsonNull.INSTANCE : JsonParser.parseString(payload.replace('\'', '"'));
        return methods.call(method, sent);
    }

    private static List<String> lines(Answer answer) {
        return answer.payload().getAsJsonArray("lines").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}
