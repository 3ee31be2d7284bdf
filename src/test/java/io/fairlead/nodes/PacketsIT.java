package io.fairlead.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.nodes.NeedsNodes;
import io.fairlead.rig.nodes.Requests;
import io.fairlead.rig.nodes.Requests.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A patch of the twin, and the packets that then reach an app. */
@NeedsNodes
class PacketsIT {

    private static final String IP = "10.126.75.206";
    private static final String URL = "http://" + IP + ":8080/";
    private static final Duration READY_AFTER_FIRST_ANSWER = Duration.ofSeconds(2);

    private Device device;

    @BeforeEach
    void device() {
        device = Device.shared();
    }

    @AfterEach
    void clear() {
        device.clear();
    }

    @Test
    void readyIsReportedAfterTheFirstAnswerAndAtMostTwoSecondsAfter() throws InterruptedException {
        try (Requests requests = new Requests(device.rig, URL, Duration.ofMillis(25))) {
            AtomicLong ready = new AtomicLong();
            long version = device.replace(shop("\"replicas\": 2"));
            assertTrue(device.node
                    .twin()
                    .awaitReported(
                            reported -> {
                                boolean isReady = Device.text(reported, "workloads.shop.tiers.web.phase")
                                        .equals("Ready");
                                if (isReady) {
                                    ready.compareAndSet(0, System.currentTimeMillis());
                                }
                                return isReady;
                            },
                            Device.SOON));
            device.converged(version);
            Thread.sleep(Duration.ofSeconds(2));

            long first = requests.answers().stream()
                    .filter(Answer::ok)
                    .mapToLong(Answer::ended)
                    .min()
                    .orElseThrow();
            System.err.println("Ready " + (ready.get() - first) + " ms after the first answer");
            assertTrue(ready.get() >= first, "Ready " + (first - ready.get()) + " ms before the first answer");
            assertTrue(ready.get() - first <= READY_AFTER_FIRST_ANSWER.toMillis());
            assertEquals(
                    0,
                    requests.since(ready.get()).stream()
                            .filter(answer -> !answer.ok())
                            .count());
        }
    }

    @Test
    void everyReplicaAnswersAndTheBackEndIsReachedByItsName() {
        device.converged(device.replace(shop("\"replicas\": 3")));

        Set<String> pods = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            pods.add(answer(device.rig.get(URL)).say("pod"));
        }
        assertEquals(3, pods.size(), pods::toString);
        assertTrue(pods.stream().allMatch(pod -> pod.startsWith("shop-web-")), pods::toString);
        String backEnd = device.rig.get(URL + "fetch?url=http://shop-db:5432/");
        assertTrue(answer(backEnd).say("pod").startsWith("shop-db-"), backEnd);
    }

    @Test
    void thePageOfTheModuleIsReadByAPortForward() throws Exception {
        device.converged(device.replace(shop("\"replicas\": 1")));
        URI page = URI.create("http://localhost:" + device.node.forwardPage() + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("id=\"a-" + IP.replace('.', '-') + "\""), answer.body());
        }
    }

    @Test
    void theClientsAddressIsSeenWithTrafficPolicyLocal() {
        device.converged(device.replace(shop("\"replicas\": 2, \"trafficPolicy\": \"Local\"")));
        assertEquals("10.126.75.9", answer(device.rig.get(URL)).say("client"));
    }

    @Test
    void theLanAsksTheClustersDnsForTheName() {
        String dns =
                "\"dns\": {\"zone\": \"edge.local\", \"records\": {\"shop\": {\"name\": \"shop\", \"app\": \"shop\", \"tier\":"
                        + " \"web\"}}, \"serve\": {\"address\": \"10.126.75.210\"}}, \"services\"";
        JsonObject unused =
                device.converged(device.replace(shop("\"replicas\": 1").replace("\"services\"", dns)));
        assertEquals(IP, device.rig.resolve("shop.edge.local", "10.126.75.210"));
        assertThrows(IllegalStateException.class, () -> device.rig.resolve("nobody.edge.local", "10.126.75.210"));
    }

    @Test
    void nothingIsMissedWhileAPoolGrowsAnEditIsRefusedAndTheModuleIsKilled() throws InterruptedException {
        device.converged(device.replace(shop("\"replicas\": 2")));
        try (Requests requests = new Requests(device.rig, URL, Duration.ofMillis(20))) {
            Thread.sleep(Duration.ofSeconds(1));
            long from = System.currentTimeMillis();
            device.converged(device.patch(pool("10.126.75.206-10.126.75.215")));
            long unused = device.patch(pool("10.126.75.210-10.126.75.215"));
            device.await("the edit is refused", reported -> reported.toString().contains("AddressInUse"));
            device.node.killModule();
            Thread.sleep(Duration.ofSeconds(5));
            device.node.awaitConnected();

            var asked = requests.since(from);
            assertTrue(asked.size() > 200, () -> "only " + asked.size() + " requests");
            assertEquals(0, asked.stream().filter(answer -> !answer.ok()).count(), asked::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|\"image\": \"fairlead.invalid/nothing:1\"|, ImagePull",
                "|\"args\": \"crash\"|, CrashLoop",
                "|\"nodeSelector\": \"nobody=here\"|, Unschedulable"
            })
    void aTierThatIsNotReachedSaysWhy(String setting, String code) {
        device.converged(device.replace(shop("\"replicas\": 1")));
        long unused = device.patch("{\"apps\": {\"shop\": {\"tiers\": {\"web\": {" + setting + "}}}}}");
        device.await(
                "the tier says " + code,
                reported ->
                        Device.text(reported, "workloads.shop.tiers.web.code").equals(code));
        assertTrue(device.rig.get(URL).startsWith("pod=shop-web"), "the pods of before answer meanwhile");
    }

    private static String pool(String addresses) {
        return "{\"network\": {\"services\": {\"pools\": {\"default\": {\"addresses\": \"" + addresses + "\"}}}}}";
    }

    private static Answer answer(String text) {
        return new Answer(0, 0, true, text);
    }

    private static String shop(String web) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "10.126.75.206-10.126.75.210"}}}},
                 "control": {"allowEmpty": true},
                 "apps": {"shop": {"tiers": {
                   "web": {"image": "%s", "expose": "external", "ports": "http=8080", "needs": "db", %s},
                   "db": {"image": "%s", "ports": "pg=5432", "env": {"PORT": "5432"}}}}}}
                """.formatted(Device.IMAGE, web, Device.IMAGE);
    }
}
