package io.fairlead.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.AuditLog;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NeedsNodes;
import io.fairlead.rig.nodes.Requests;
import io.fairlead.rig.nodes.Requests.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A patch of the twin, and the packets that then reach an app. */
@NeedsNodes
class PacketsIT extends OnDevice {

    private static final Duration READY_AFTER_FIRST_ANSWER = Duration.ofSeconds(2);

    /** With one pod nothing hides how late the nodes follow its endpoint. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1})
    void readyIsReportedAfterTheFirstAnswerAndAtMostTwoSecondsAfter(int replicas) throws InterruptedException {
        try (Requests requests = new Requests(device.rig, Shop.URL, Duration.ofMillis(25))) {
            AtomicLong said = new AtomicLong();
            long version = device.replace(Shop.with("\"replicas\": " + replicas));
            assertTrue(device.node
                    .twin()
                    .awaitReported(
                            reported -> {
                                boolean isReady = Device.text(reported, "workloads.shop.tiers.web.phase")
                                        .equals("Ready");
                                if (isReady) {
                                    said.compareAndSet(0, System.currentTimeMillis());
                                }
                                return isReady;
                            },
                            Device.SOON));
            long ready = said.get();
            JsonObject unused = device.converged(version);
            Eventually.holds(
                    "the client has asked 40 times more",
                    Device.SOON,
                    () -> requests.since(ready).size() >= 40);

            long first = requests.answers().stream()
                    .filter(Answer::ok)
                    .mapToLong(Answer::ended)
                    .min()
                    .orElseThrow();
            System.err.println("Ready " + (ready - first) + " ms after the first answer");
            assertTrue(ready >= first, "Ready " + (first - ready) + " ms before the first answer");
            assertTrue(
                    ready - first <= READY_AFTER_FIRST_ANSWER.toMillis(),
                    "Ready " + (ready - first) + " ms after the first answer");
            List<Answer> missed = requests.since(ready).stream()
                    .filter(answer -> !answer.ok())
                    .toList();
            assertEquals(List.of(), missed);
        }
    }

    @Test
    void everyReplicaAnswersAndTheBackEndIsReachedByItsName() {
        JsonObject unused = device.converged(device.replace(Shop.with("\"replicas\": 3")));

        Set<String> pods = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            pods.add(Shop.says("pod", device.rig.get(Shop.URL)));
        }
        assertEquals(3, pods.size(), pods::toString);
        assertTrue(pods.stream().allMatch(pod -> pod.startsWith("shop-web-")), pods::toString);
        String backEnd = device.rig.get(Shop.URL + "fetch?url=http://shop-db:5432/");
        assertTrue(Shop.says("pod", backEnd).startsWith("shop-db-"), backEnd);
    }

    @Test
    void whatPlanSaysIsWhatTheModuleThenWrites() throws Exception {
        String more = Shop.with("\"replicas\": 1")
                .replace(
                        "\"shop\": {",
                        "\"more\": {\"image\": \"" + Device.IMAGE + "\", \"ports\": \"8080\"}, \"shop\": {");
        JsonObject unused = device.converged(device.replace(more));
        String wanted = Shop.with("\"replicas\": 2").replace("-10.126.75.210", "-10.126.75.212");

        List<String> planned = device.planned(wanted);
        AuditLog.Mark mark = device.rig.audit().mark();
        JsonObject unusedToo = device.converged(device.replace(wanted));

        assertTrue(planned.contains("patch deployments fairlead-apps/shop-web"), planned::toString);
        assertTrue(planned.contains("delete services fairlead-apps/more"), planned::toString);
        assertEquals(planned, device.written(mark));
    }

    @Test
    void thePageOfTheModuleIsReadByAPortForward() throws Exception {
        JsonObject unused = device.converged(device.replace(Shop.with("\"replicas\": 1")));
        URI page = URI.create("http://localhost:" + device.node.forwardPage() + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("id=\"a-" + Shop.IP.replace('.', '-') + "\""), answer.body());
        }
    }

    @Test
    void theClientsAddressIsSeenWithTrafficPolicyLocal() {
        JsonObject unused =
                device.converged(device.replace(Shop.with("\"replicas\": 2, \"trafficPolicy\": \"Local\"")));
        assertEquals("10.126.75.9", Shop.says("client", device.rig.get(Shop.URL)));
    }

    @Test
    void theLanAsksTheClustersDnsForTheName() {
        JsonObject unused = device.converged(device.replace(Shop.withName("\"replicas\": 1")));
        assertEquals(Shop.IP, device.rig.resolve(Shop.NAME, Shop.DNS));
        assertThrows(IllegalStateException.class, () -> device.rig.resolve("nobody.edge.local", Shop.DNS));
    }
}
