package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.loop.TwinSource.TwinDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desired properties whose way is disturbed: the document is right in the end, and never empty or old on the way. */
class HubDesiredIT {
    private static final HubTiming REREAD_SOON = HubRig.QUICK.withReread(Duration.ofSeconds(1));

    @RegisterExtension
    final HubRig rig = new HubRig();

    @Test
    void answersThatAreLostAreAskedForAgain() throws Exception {
        rig.desired("{\"a\":1}");
        rig.faults().loseAnswers(2);
        rig.connect();
        rig.awaitDesired(2, "{\"a\":1}");
        rig.faults().loseAnswers(1);
        rig.faults().jumpVersion(3);
        rig.desired("{\"a\":2}");
        rig.awaitDesired(6, "{\"a\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theSdksRaceBetweenAnswerAndAcknowledgementLosesNothing(int qos) throws Exception {
        rig.faults().answerQos(qos);
        List<Duration> slow = new CopyOnWriteArrayList<>();
        rig.connect(HubRig.QUICK);
        rig.awaitDesired(1, "{}");
        for (int i = 0; i < 60; i++) {
            long start = System.nanoTime();
            rig.faults().jumpVersion(1);
            rig.desired("{\"i\":" + i + "}");
            rig.awaitDesired(rig.twin().desiredVersion(), "{\"i\":" + i + "}");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (took.compareTo(HubRig.QUICK.answerTimeout()) >= 0) {
                slow.add(took);
            }
        }
        assertEquals(List.of(), slow);
    }

    @Test
    void answersThatComeTooLateAreWaitedForLonger() throws Exception {
        rig.desired("{\"a\":1}");
        rig.faults().delayAnswers(Duration.ofMillis(1_500));
        rig.connect();
        rig.awaitDesired(2, "{\"a\":1}");
    }

    @Test
    void heldPubacksKeepNothingFromArriving() throws Exception {
        rig.faults().holdPubacks(true);
        rig.desired("{\"a\":1}");
        rig.connect();
        rig.awaitDesired(2, "{\"a\":1}");
        rig.desired("{\"a\":2}");
        rig.awaitDesired(3, "{\"a\":2}");
        rig.report("{\"r\":1}");
        rig.awaitReported("{\"r\":1}");
        rig.faults().holdPubacks(false);
        rig.faults().closeConnections();
        rig.report("{\"r\":2}");
        rig.awaitReported("{\"r\":2}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 429, 500})
    void aReadThatIsRefusedIsTriedAgain(int status) throws Exception {
        rig.desired("{\"a\":1}");
        rig.faults().refuseTwinReads(status, 2);
        rig.connect();
        rig.awaitDesired(2, "{\"a\":1}");
        rig.faults().refuseTwinReads(status, 1);
        rig.faults().closeConnections();
        rig.desired("{\"a\":2}");
        rig.awaitDesired(3, "{\"a\":2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"desired\":{},\"reported\":{}}"})
    void anEmptyTwinWithoutVersionLeavesTheLastDocument(String empty) throws Exception {
        rig.desired("{\"apps\":{\"shop\":{\"image\":\"a\"}}}");
        rig.connect(REREAD_SOON);
        rig.awaitDesired(2, "{\"apps\":{\"shop\":{\"image\":\"a\"}}}");
        int told = rig.changes();
        rig.faults().emptyTwinBody(empty);
        rig.faults().answerEmptyTwin(4);
        rig.faults().closeConnections();
        rig.await("another connection", () -> rig.connects() >= 2);
        Thread.sleep(1_500);
        assertEquals(told, rig.changes());
        rig.desired("{\"apps\":{\"shop\":{\"image\":\"b\"}}}");
        rig.awaitDesired(3, "{\"apps\":{\"shop\":{\"image\":\"b\"}}}");
    }

    @Test
    void aFirstStartWithoutCloudWaitsForAVersionAndReportsAllTheSame() throws Exception {
        rig.desired("{\"a\":1}");
        rig.faults().cloudOffline(true);
        rig.hub().restart(false);
        rig.connect();
        rig.report("{\"status\":{\"phase\":\"Waiting\"}}");
        rig.awaitConnected();
        Thread.sleep(500);
        assertEquals(Optional.empty(), rig.connection().latest());
        rig.faults().cloudOffline(false);
        rig.awaitDesired(2, "{\"a\":1}");
        rig.awaitReported("{\"status\":{\"phase\":\"Waiting\"}}");
    }

    @Test
    void aVersionThatJumpsHasTheTwinReadWhole() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        rig.faults().jumpVersion(5);
        rig.desired("{\"a\":1}");
        rig.awaitDesired(7, "{\"a\":1}");
    }

    @Test
    void aDroppedPatchIsMadeUpByTheNextOne() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        rig.faults().dropDesired(1);
        rig.desired("{\"a\":1}");
        rig.desired("{\"b\":1}");
        rig.awaitDesired(3, "{\"a\":1,\"b\":1}");
    }

    @Test
    void aDroppedLastPatchIsFoundByReReadingAndTheSubscriptionMadeAnew() throws Exception {
        rig.connect(REREAD_SOON);
        rig.awaitDesired(1, "{}");
        rig.faults().dropDesired(1);
        rig.desired("{\"a\":1}");
        rig.awaitDesired(2, "{\"a\":1}");
        rig.await("another connection", () -> rig.connects() >= 2);
        rig.desired("{\"a\":2}");
        rig.awaitDesired(3, "{\"a\":2}");
    }

    @Test
    void duplicatesAndPatchesInTheWrongOrderDoNoHarm() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        rig.faults().duplicateDesired(3);
        rig.desired("{\"n\":1,\"x\":{\"a\":1}}");
        rig.desired("{\"n\":2,\"x\":{\"a\":null,\"b\":1}}");
        rig.awaitDesired(3, "{\"n\":2,\"x\":{\"b\":1}}");
        rig.faults().duplicateDesired(0);
        rig.faults().swapDesired(1);
        rig.desired("{\"n\":3,\"x\":null}");
        rig.desired("{\"n\":4,\"x\":{\"c\":1}}");
        rig.awaitDesired(5, "{\"n\":4,\"x\":{\"c\":1}}");
    }

    @Test
    void patchesThatComeWhileTheTwinIsReadEndInTheNewestDocument() throws Exception {
        rig.faults().delayAnswers(Duration.ofMillis(300));
        rig.connect();
        for (int i = 1; i <= 40; i++) {
            rig.desired("{\"i\":" + i + "}");
            Thread.sleep(20);
        }
        rig.awaitDesired(41, "{\"i\":40}");
    }

    @Test
    void manyChangesAreNeverSeenInAnOlderVersion() throws Exception {
        rig.connect();
        rig.awaitDesired(1, "{}");
        long last = 0;
        for (int i = 1; i <= 200; i++) {
            rig.desired("{\"i\":" + i + "}");
            TwinDocument seen = rig.connection().latest().orElseThrow();
            assertEquals(Math.max(last, seen.version()), seen.version());
            last = seen.version();
        }
        rig.awaitDesired(201, "{\"i\":200}");
    }

    @Test
    void aReplacementOfAllDesiredPropertiesIsFollowed() throws Exception {
        rig.desired("{\"a\":1,\"b\":{\"c\":1}}");
        rig.connect();
        rig.awaitDesired(2, "{\"a\":1,\"b\":{\"c\":1}}");
        rig.twin().replaceDesired(HubRig.json("{\"b\":{\"d\":1}}"));
        rig.awaitDesired(3, "{\"b\":{\"d\":1}}");
    }
}
