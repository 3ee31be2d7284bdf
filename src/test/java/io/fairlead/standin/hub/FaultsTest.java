package io.fairlead.standin.hub;

import static io.fairlead.standin.hub.ModuleScript.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault, as a module meets it on the wire. */
class FaultsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String PATCH = "$iothub/twin/PATCH/properties/desired/?$version=";

    private HubStandIn hub;
    private HubTwin twin;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge1", "fairlead");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    // --- connections

    @Test
    void rejectedConnectsAreAnsweredWithTheCodeAndClosedAndTheNextIsNot() throws Exception {
        hub.faults().rejectConnects(1, 3);
        try (MqttProbe refused = MqttProbe.securedTo(hub)) {
            refused.login(60);
            var answer = refused.next(MqttConnAckMessage.class).variableHeader().connectReturnCode();
            assertEquals(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE, answer);
            assertTrue(refused.endsWithin(SOON));
        }
        MqttProbe.module(hub).close();
    }

    @Test
    void cutHandshakesEndWithoutTls() throws Exception {
        hub.faults().cutHandshakes(1);
        assertThrows(Exception.class, () -> MqttProbe.securedTo(hub));
        MqttProbe.module(hub).close();
    }

    @Test
    void theWrongCertificateIsNotTrusted() throws Exception {
        hub.faults().presentWrongCertificate(true);
        assertThrows(SSLException.class, () -> MqttProbe.securedTo(hub));
        hub.faults().presentWrongCertificate(false);
        MqttProbe.module(hub).close();
    }

    @Test
    void inABlackHoleNothingIsAnsweredAndNothingIsClosed() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            hub.faults().blackHole(true);
            module.read("1");
            twin.patchDesired(json("{\"a\":1}"));
            assertNull(module.poll(SHORT));
            assertTrue(module.open());
            try (MqttProbe fresh = MqttProbe.connectionTo(hub)) {
                assertFalse(fresh.endsWithin(SHORT));
            }
            hub.faults().blackHole(false);
            assertTrue(module.nextPublication().startsWith("$iothub/twin/res/200/?$rid=1 "));
        }
    }

    @Test
    void closedConnectionsKeepTheirSessionAndItsSubscriptions() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            hub.faults().closeConnections();
            assertTrue(module.endsWithin(SOON));
        }
        twin.patchDesired(json("{\"missed\":1}"));
        try (MqttProbe again = MqttProbe.securedTo(hub)) {
            assertTrue(sessionPresent(again));
            twin.patchDesired(json("{\"a\":1}"));
            assertEquals(PATCH + "3 {\"a\":1,\"$version\":3}", again.nextPublication());
        }
    }

    @Test
    void forgottenSessionsHearNothingUntilTheySubscribeAgain() throws Exception {
        MqttProbe.listeningModule(hub).close();
        hub.faults().forgetSessions();
        assertNewSessionHearsNothingUntilItSubscribes();
    }

    @Test
    void aRestartWithoutItsStoreForgetsSessionsAndOneWithItsStoreDoesNot() throws Exception {
        MqttProbe.listeningModule(hub).close();
        hub.restart(true);
        try (MqttProbe kept = MqttProbe.securedTo(hub)) {
            assertTrue(sessionPresent(kept));
        }
        hub.restart(false);
        assertNewSessionHearsNothingUntilItSubscribes();
    }

    @Test
    void sessionsThatAreNotKeptEndWithTheirConnection() throws Exception {
        hub.faults().keepSessions(false);
        MqttProbe.listeningModule(hub).close();
        assertNewSessionHearsNothingUntilItSubscribes();
    }

    @Test
    void aSessionCanBeClaimedPresentThoughItIsNot() throws Exception {
        hub.faults().claimSessionPresent(true);
        assertNewSessionHearsNothing(true);
    }

    private void assertNewSessionHearsNothingUntilItSubscribes() throws InterruptedException {
        assertNewSessionHearsNothing(false);
    }

    private void assertNewSessionHearsNothing(boolean claimed) throws InterruptedException {
        try (MqttProbe again = MqttProbe.securedTo(hub)) {
            assertEquals(claimed, sessionPresent(again));
            twin.patchDesired(json("{\"a\":1}"));
            assertNull(again.poll(SHORT));
            again.subscribe(MqttProbe.DESIRED);
            long version = twin.patchDesired(json("{\"a\":2}"));
            assertTrue(again.nextPublication().startsWith(PATCH + version + " "));
        }
    }

    private static boolean sessionPresent(MqttProbe probe) throws InterruptedException {
        probe.login(60);
        return probe.next(MqttConnAckMessage.class).variableHeader().isSessionPresent();
    }

    // --- answers

    @Test
    void thePubackComesBeforeTheAnswerOrAfterIt() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            module.read("1");
            assertPuback(module);
            assertTrue(module.nextPublication().contains("$rid=1 "));
            hub.faults().answerBeforePuback(true);
            module.read("2");
            assertTrue(MqttProbe.text(module.next(MqttPublishMessage.class)).contains("$rid=2 "));
            assertPuback(module);
        }
    }

    @Test
    void answersComeAtTheQosThatIsSet() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            for (int qos : new int[] {1, 0}) {
                hub.faults().answerQos(qos);
                module.read("1");
                assertPuback(module);
                MqttPublishMessage answer = module.next(MqttPublishMessage.class);
                assertEquals(MqttQoS.valueOf(qos), answer.fixedHeader().qosLevel());
            }
        }
    }

    @Test
    void pubacksAreHeldAndLateWhileAnswersAreNot() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            hub.faults().holdPubacks(true);
            module.read("1");
            assertInstanceOf(MqttPublishMessage.class, module.poll(SOON));
            assertNull(module.poll(SHORT));
            hub.faults().holdPubacks(false);
            assertPuback(module);
            hub.faults().delayPubacks(SHORT);
            module.read("2");
            assertInstanceOf(MqttPublishMessage.class, module.poll(SOON));
            assertPuback(module);
        }
    }

    @Test
    void answersAreHeldAndLateWhilePubacksAreNot() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            hub.faults().holdAnswers(true);
            module.report("1", "{\"a\":1}");
            assertPuback(module);
            assertNull(module.poll(SHORT));
            assertEquals(json("{\"a\":1}"), twin.reported());
            hub.faults().holdAnswers(false);
            assertEquals("$iothub/twin/res/204/?$rid=1 ", module.nextPublication());
            hub.faults().delayAnswers(SHORT);
            long asked = System.nanoTime();
            module.read("2");
            module.nextPublication();
            assertTrue(System.nanoTime() - asked >= SHORT.toNanos());
        }
    }

    @Test
    void aLostAnswerIsNeverSentThoughTheReportIsTaken() throws Exception {
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            hub.faults().loseAnswers(1);
            module.report("1", "{\"a\":1}");
            module.report("2", "{\"a\":2}");
            assertEquals("$iothub/twin/res/204/?$rid=2 ", module.nextPublication());
            assertEquals(3, twin.reportedVersion());
        }
    }

    @Test
    void anAnswerToAReportCarriesTheVersionWhenSaidSo() throws Exception {
        hub.faults().versionInAnswer(true);
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            module.report("1", "{\"a\":1}");
            assertEquals("$iothub/twin/res/204/?$rid=1&$version=2 ", module.nextPublication());
        }
    }

    @Test
    void refusedRequestsHaveTheirStatusAndAnEmptyBodyAndChangeNothing() throws Exception {
        hub.faults().refuseTwinReads(500, 1);
        hub.faults().refuseTwinWrites(429, 1);
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            module.read("1");
            assertEquals("$iothub/twin/res/500/?$rid=1 ", module.nextPublication());
            module.report("2", "{\"a\":1}");
            assertEquals("$iothub/twin/res/429/?$rid=2 ", module.nextPublication());
            assertEquals(json("{}"), twin.reported());
            module.report("3", "{\"a\":1}");
            assertEquals("$iothub/twin/res/204/?$rid=3 ", module.nextPublication());
        }
    }

    @Test
    void anEmptyTwinHasStatus200AndNoVersion() throws Exception {
        twin.patchDesired(json("{\"a\":1}"));
        hub.faults().answerEmptyTwin(1);
        try (MqttProbe module = MqttProbe.listeningModule(hub)) {
            module.read("1");
            assertEquals("$iothub/twin/res/200/?$rid=1 {}", module.nextPublication());
            module.read("2");
            assertEquals(
                    "$iothub/twin/res/200/?$rid=2 "
                            + "{\"desired\":{\"a\":1,\"$version\":2},\"reported\":{\"$version\":1}}",
                    module.nextPublication());
        }
    }

    private static void assertPuback(MqttProbe module) throws InterruptedException {
        assertEquals(
                MqttMessageType.PUBACK,
                module.next(MqttMessage.class).fixedHeader().messageType());
    }
}
