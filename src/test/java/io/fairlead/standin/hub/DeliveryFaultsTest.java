package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonNull;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can happen to patches and methods on their way to a module, and to twins while the cloud is away. */
class DeliveryFaultsTest {
    private static final Duration SHORT = Duration.ofMillis(300);

    private HubStandIn hub;
    private HubTwin twin;
    private MqttProbe module;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
        module = MqttProbe.listeningModule(hub);
    }

    @AfterEach
    void stop() {
        module.close();
        hub.close();
    }

    @Test
    void droppedPatchesAreMissingAndTheirVersionIsPassedOver() throws Exception {
        hub.faults().dropDesired(1);
        change(1);
        change(2);
        assertEquals(patch(3, "{\"n\":2,\"$version\":3}"), module.nextPublication());
    }

    @Test
    void duplicatedPatchesComeTwice() throws Exception {
        hub.faults().duplicateDesired(1);
        change(1);
        change(2);
        assertEquals(patch(2, "{\"n\":1,\"$version\":2}"), module.nextPublication());
        assertEquals(patch(2, "{\"n\":1,\"$version\":2}"), module.nextPublication());
        assertEquals(patch(3, "{\"n\":2,\"$version\":3}"), module.nextPublication());
    }

    @Test
    void swappedPatchesComeInTheWrongOrder() throws Exception {
        hub.faults().swapDesired(1);
        change(1);
        assertNull(module.poll(SHORT));
        change(2);
        assertEquals(patch(3, "{\"n\":2,\"$version\":3}"), module.nextPublication());
        assertEquals(patch(2, "{\"n\":1,\"$version\":2}"), module.nextPublication());
    }

    @Test
    void delayedPatchesComeLateAndInOrder() throws Exception {
        hub.faults().delayDesired(SHORT);
        long changed = System.nanoTime();
        change(1);
        change(2);
        assertEquals(patch(2, "{\"n\":1,\"$version\":2}"), module.nextPublication());
        assertTrue(System.nanoTime() - changed >= SHORT.toNanos());
        assertEquals(patch(3, "{\"n\":2,\"$version\":3}"), module.nextPublication());
    }

    @Test
    void aVersionJumpsOnce() throws Exception {
        hub.faults().jumpVersion(5);
        change(1);
        change(2);
        assertEquals(patch(7, "{\"n\":1,\"$version\":7}"), module.nextPublication());
        assertEquals(patch(8, "{\"n\":2,\"$version\":8}"), module.nextPublication());
    }

    @Test
    void aReplacedSectionComesAsAPatchThatDeletesWhatIsGone() throws Exception {
        twin.patchDesired(json("{\"a\":1,\"b\":{\"c\":1,\"d\":2}}"));
        module.nextPublication();
        twin.replaceDesired(json("{\"b\":{\"d\":2},\"e\":3}"));
        assertEquals(
                patch(3, "{\"a\":null,\"b\":{\"c\":null,\"d\":2},\"e\":3,\"$version\":3}"), module.nextPublication());
    }

    @Test
    void lostMethodsAreNotAnsweredAndTheNextIs() throws Exception {
        hub.faults().loseMethods(1);
        HubRefusal lost = assertThrows(HubRefusal.class, () -> twin.invokeMethod("ping", JsonNull.INSTANCE, SHORT));
        assertEquals(504, lost.status());
        Thread.ofVirtual().start(this::answerOneMethod);
        assertEquals(
                200,
                twin.invokeMethod("ping", JsonNull.INSTANCE, Duration.ofSeconds(10))
                        .status());
    }

    @Test
    void withoutTheCloudTwinsComeFromTheStoreReportsAreKeptAndAllIsMadeGoodAfterwards() throws Exception {
        twin.patchDesired(json("{\"a\":1,\"b\":2}"));
        module.nextPublication();
        module.read("1");
        module.nextPublication();

        hub.faults().cloudOffline(true);
        twin.patchDesired(json("{\"a\":null}"));
        twin.patchDesired(json("{\"c\":3}"));
        module.report("2", "{\"r\":1}");
        assertEquals("$iothub/twin/res/204/?$rid=2 ", module.nextPublication());
        module.read("3");
        assertEquals(
                "$iothub/twin/res/200/?$rid=3 "
                        + "{\"desired\":{\"a\":1,\"b\":2,\"$version\":2},\"reported\":{\"$version\":1,\"r\":1}}",
                module.nextPublication());
        assertEquals(json("{}"), twin.reported());

        hub.faults().cloudOffline(false);
        assertEquals(json("{\"r\":1}"), twin.reported());
        assertEquals(patch(4, "{\"a\":null,\"c\":3,\"$version\":4}"), module.nextPublication());
    }

    @Test
    void aReportThatOnlyIotHubRefusesIsAnswered204AndIsNotTaken() throws Exception {
        String value = "x".repeat(4000);
        for (int i = 0; i < 8; i++) {
            module.report("r" + i, "{\"k" + i + "\":\"" + value + "\"}");
            module.nextPublication();
        }
        module.report("last", "{\"k8\":\"" + value + "\"}");
        assertEquals("$iothub/twin/res/204/?$rid=last ", module.nextPublication());
        assertEquals(8, twin.reported().size());
        assertEquals(1, twin.reportedRefusals().size());
    }

    @Test
    void aReportOnConditionOfAnOldVersionIsRefused() throws Exception {
        module.publish("$iothub/twin/PATCH/properties/reported/?$rid=1&$version=1", "{\"a\":1}");
        assertEquals("$iothub/twin/res/204/?$rid=1 ", module.nextPublication());
        module.publish("$iothub/twin/PATCH/properties/reported/?$rid=2&$version=1", "{\"a\":2}");
        assertEquals("$iothub/twin/res/412/?$rid=2 ", module.nextPublication());
        assertEquals(json("{\"a\":1}"), twin.reported());
    }

    @Test
    void aSecondConnectionOfTheSameModuleEndsTheFirst() throws Exception {
        try (MqttProbe second = MqttProbe.module(hub)) {
            assertTrue(module.endsWithin(Duration.ofSeconds(10)));
            assertTrue(second.open());
            assertTrue(twin.connected());
        }
    }

    @Test
    void aModuleThatIsSilentLongerThanItsKeepAliveIsDisconnected() throws Exception {
        try (MqttProbe silent = MqttProbe.securedTo(hub)) {
            silent.login(1);
            assertTrue(silent.endsWithin(Duration.ofSeconds(10)));
        }
    }

    private void change(int n) {
        twin.patchDesired(json("{\"n\":" + n + "}"));
    }

    private static String patch(long version, String body) {
        return "$iothub/twin/PATCH/properties/desired/?$version=" + version + " " + body;
    }

    private void answerOneMethod() {
        try {
            String request = module.nextPublication().replaceFirst(".*\\$rid=(\\S+).*", "$1");
            module.publish("$iothub/methods/res/200/?$rid=" + request, "{}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
