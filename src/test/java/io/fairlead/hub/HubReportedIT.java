package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.fairlead.standin.hub.HubEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reported properties whose way is disturbed: the hub holds exactly the last report in the end. */
class HubReportedIT {
    @RegisterExtension
    final HubRig rig = new HubRig();

    private final List<JsonObject> patches = new CopyOnWriteArrayList<>();

    @Test
    void aReportWhoseAnswerIsLostIsSettledByReading() throws Exception {
        begin();
        rig.faults().loseAnswers(1);
        rig.report("{\"a\":1}");
        rig.awaitReported("{\"a\":1}");
        rig.report("{\"b\":{\"c\":1}}");
        rig.awaitReported("{\"b\":{\"c\":1}}");
        rig.await("both patches", () -> patches.size() >= 2);
        Thread.sleep(300);
        assertEquals(List.of(json("{\"a\":1}"), json("{\"a\":null,\"b\":{\"c\":1}}")), patches);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500})
    void aRefusedReportIsSentAgain(int status) throws Exception {
        begin();
        rig.faults().refuseTwinWrites(status, 2);
        rig.report("{\"a\":1}");
        rig.awaitReported("{\"a\":1}");
        rig.report("{}");
        rig.awaitReported("{}");
    }

    @Test
    void answersThatComeTooLateDoNotDisturbTheOrder() throws Exception {
        begin();
        rig.faults().delayAnswers(Duration.ofMillis(1_200));
        for (int i = 0; i < 5; i++) {
            rig.report("{\"i\":" + i + ",\"only" + i + "\":true}");
            Thread.sleep(300);
        }
        rig.awaitReported("{\"i\":4,\"only4\":true}");
        rig.faults().delayAnswers(Duration.ZERO);
        rig.report("{\"i\":5}");
        rig.awaitReported("{\"i\":5}");
    }

    @Test
    void manyReportsBecomeFewPatches() throws Exception {
        rig.connect(HubRig.QUICK.withReportGap(Duration.ofMillis(500)));
        rig.awaitConnected();
        watch();
        for (int i = 0; i <= 100; i++) {
            rig.report("{\"i\":" + i + "}");
            Thread.sleep(10);
        }
        rig.awaitReported("{\"i\":100}");
        assertTrue(patches.size() <= 6, patches::toString);
    }

    @Test
    void onlyWhatChangedIsSent() throws Exception {
        begin();
        rig.report("{\"a\":{\"x\":1,\"y\":2},\"b\":1}");
        rig.awaitReported("{\"a\":{\"x\":1,\"y\":2},\"b\":1}");
        rig.report("{\"a\":{\"x\":1,\"y\":3}}");
        rig.awaitReported("{\"a\":{\"x\":1,\"y\":3}}");
        rig.await("the second patch", () -> patches.size() >= 2);
        assertEquals(json("{\"a\":{\"y\":3},\"b\":null}"), patches.getLast());
        rig.report("{\"a\":{\"x\":1,\"y\":3}}");
        rig.faults().closeConnections();
        rig.await("another connection", () -> rig.connects() >= 2);
        rig.awaitConnected();
        Thread.sleep(300);
        assertEquals(2, patches.size(), patches::toString);
    }

    @Test
    void aDifferenceOverTheLimitIsSentInParts() throws Exception {
        begin();
        String before = filled('a', 9);
        String after = filled('b', 9);
        rig.report(before);
        rig.awaitReported(before);
        rig.report(after);
        rig.awaitReported(after);
        assertEquals(List.of(), rig.twin().reportedRefusals());
        assertTrue(patches.size() >= 3, () -> "patches: " + patches.size());
        patches.forEach(patch -> assertTrue(patch.toString().getBytes(StandardCharsets.UTF_8).length <= 32 * 1024));
    }

    @Test
    void whatTheHubHeldFromBeforeIsClearedAway() throws Exception {
        begin();
        rig.report("{\"old\":1,\"workloads\":{\"gone\":{\"phase\":\"Ready\"},\"shop\":{\"phase\":\"Ready\"}}}");
        rig.await("the report", () -> rig.twin().reported().has("old"));
        rig.connection().close();
        rig.connect();
        rig.report("{\"workloads\":{\"shop\":{\"phase\":\"Ready\"}}}");
        rig.awaitReported("{\"workloads\":{\"shop\":{\"phase\":\"Ready\"}}}");
    }

    @Test
    void aCounterNeverGoesBackThroughReconnects() throws Exception {
        begin();
        for (int i = 1; i <= 300; i++) {
            rig.report("{\"n\":" + i + "}");
            Thread.sleep(10);
            if (i % 40 == 0) {
                rig.faults().closeConnections();
                rig.await("the end of the connection", () -> !rig.connection().isConnected());
                rig.awaitConnected();
            }
        }
        rig.awaitReported("{\"n\":300}");
        rig.awaitConnected();
        Thread.sleep(1_000);
        assertEquals(json("{\"n\":300}"), rig.twin().reported());
        assertTrue(rig.connects() >= 5, "connections: " + rig.connects());
        List<Integer> seen =
                patches.stream().map(patch -> patch.get("n").getAsInt()).toList();
        assertEquals(seen.stream().sorted().toList(), seen);
        assertTrue(seen.size() > 20, seen::toString);
    }

    @Test
    void anOldReportOfAnotherConnectionIsRepaired() throws Exception {
        begin();
        rig.report("{\"n\":9}");
        rig.awaitReported("{\"n\":9}");
        HubSettings settings = HubSettings.of(rig.environment()).withTiming(HubRig.QUICK);
        ModuleClient stranger = new ModuleClients(settings).create();
        stranger.open(false);
        stranger.subscribeToDesiredProperties((twin, context) -> {}, null, 5_000);
        TwinCollection old = new TwinCollection();
        old.put("n", 4);
        old.put("stale", true);
        stranger.updateReportedPropertiesAsync(old, new Answers.ReportAnswer(message -> {}), null);
        rig.await("the old report", this::sawStale);
        rig.awaitReported("{\"n\":9}");
        stranger.close();
        rig.awaitReported("{\"n\":9}");
    }

    private boolean sawStale() {
        return patches.stream().anyMatch(patch -> patch.has("stale"));
    }

    private void begin() throws InterruptedException {
        rig.connect();
        rig.awaitConnected();
        watch();
    }

    private void watch() {
        rig.hub().listen(event -> {
            if (event.kind() == HubEvent.Kind.REPORTED) {
                patches.add(json(event.text()));
            }
        });
    }

    /** A report of some thousand bytes a key. */
    private static String filled(char with, int keys) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            entries.add("\"" + with + i + "\":\"" + String.valueOf(with).repeat(3_500) + "\"");
        }
        return "{" + String.join(",", entries) + "}";
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
