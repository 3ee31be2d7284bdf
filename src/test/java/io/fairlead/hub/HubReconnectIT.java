package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.standin.hub.HubEvent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that end or do not come about: the twin is right on both sides in the end. */
class HubReconnectIT {
    @RegisterExtension
    final HubRig rig = new HubRig();

    private int step;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatIsKilledIsMadeAgainWithSessionKeptOrLost(boolean kept) throws Exception {
        begin();
        rig.faults().keepSessions(kept);
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
    }

    @Test
    void subscriptionsTheHubForgotWhileItClaimsTheSessionAreMadeAnew() throws Exception {
        begin();
        rig.faults().keepSessions(false);
        rig.faults().claimSessionPresent(true);
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
    }

    @Test
    void oneCutTlsHandshakeIsNotTheEnd() throws Exception {
        begin();
        rig.faults().cutHandshakes(2);
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
    }

    @Test
    void aCertificateThatIsRefusedForAWhileIsNotTheEnd() throws Exception {
        begin();
        rig.faults().presentWrongCertificate(true);
        breakWhile(() -> rig.faults().closeConnections());
        Thread.sleep(1_000);
        assertEquals(1, rig.connects());
        rig.faults().presentWrongCertificate(false);
        assertBothWaysWork();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void rejectedConnectsAreTriedAgain(int code) throws Exception {
        rig.faults().rejectConnects(3, code);
        begin();
        rig.faults().rejectConnects(3, code);
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void aHubThatIsAwayForSecondsIsFoundAgain(int seconds) throws Exception {
        begin();
        rig.hub().stop();
        awaitGone();
        change();
        Thread.sleep(Duration.ofSeconds(seconds));
        long back = System.nanoTime();
        rig.hub().reopen();
        assertBothWaysWork();
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        assertTrue(took.toSeconds() < 15, "took " + took);
    }

    @Test
    void aHubThatComesAndGoesIsFollowed() throws Exception {
        begin();
        for (int i = 0; i < 8; i++) {
            rig.hub().stop();
            Thread.sleep(100 + 50 * i);
            change();
            rig.hub().reopen();
            Thread.sleep(900 - 100 * i);
        }
        assertBothWaysWork();
    }

    @Test
    void aHubThatFallsSilentIsNoticedByTheKeepAliveWhereNothingIsToBeSaid() throws Exception {
        rig.connect(HubRig.QUICK.withCheck(Duration.ofMinutes(5)));
        rig.awaitConnected();
        rig.faults().blackHole(true);
        awaitGone();
        rig.faults().blackHole(false);
        assertBothWaysWork();
    }

    @Test
    void aHubThatFallsSilentIsNoticedByItsMissingAnswers() throws Exception {
        begin();
        rig.faults().blackHole(true);
        change();
        awaitGone();
        rig.faults().blackHole(false);
        assertBothWaysWork();
    }

    @Test
    void aConnectionThatEndsAtAnyMomentOfItsSetUpIsGivenUpAtOnce() throws Exception {
        int cuts = 8;
        AtomicInteger cut = new AtomicInteger();
        rig.hub().listen(event -> {
            if (event.kind() == HubEvent.Kind.SUBSCRIBED && event.text().contains("inputs") && cut.get() < cuts) {
                Executor later = CompletableFuture.delayedExecutor(3L * cut.getAndIncrement(), TimeUnit.MILLISECONDS);
                later.execute(rig.faults()::closeConnections);
            }
        });
        rig.connect();
        rig.await("all cuts", () -> cut.get() == cuts);
        assertBothWaysWork();
    }

    @Test
    void theConnectionIsRenewedBeforeItsTokenExpiresEvenIfTheHubWouldLetItGoOn() throws Exception {
        Duration lifetime = Duration.ofSeconds(3);
        rig.faults().ignoreTokenExpiry(true);
        Queue<HubEvent> connections = new ConcurrentLinkedQueue<>();
        rig.hub().listen(event -> {
            if (event.kind() == HubEvent.Kind.CONNECTED || event.kind() == HubEvent.Kind.DISCONNECTED) {
                connections.add(event);
            }
        });
        rig.connect(HubRig.with(lifetime, HubRig.QUICK.answerTimeout()));
        rig.await("renewed connections", () -> rig.connects() >= 3);
        assertBothWaysWork();
        HubEvent before = connections.remove();
        for (HubEvent event : connections) {
            if (event.kind() == HubEvent.Kind.DISCONNECTED) {
                Duration lasted = Duration.between(before.at(), event.at());
                assertTrue(lasted.compareTo(lifetime) < 0, "lasted " + lasted);
            }
            before = event;
        }
    }

    @Test
    void aTokenThatEndsWhileAReportIsUnderWayIsSurvived() throws Exception {
        rig.connect(HubRig.with(Duration.ofSeconds(3), Duration.ofSeconds(20)));
        rig.awaitDesired(1, "{}");
        rig.faults().holdAnswers(true);
        change();
        awaitGone();
        rig.faults().holdAnswers(false);
        assertBothWaysWork();
    }

    @Test
    void aModuleWhoseClockIsADayBehindIsRefusedUntilItIsSet() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        rig.hub().listen(event -> {
            if (event.kind() == HubEvent.Kind.CONNECT_REFUSED) {
                refusals.incrementAndGet();
            }
        });
        begin();
        rig.faults().clockAhead(Duration.ofDays(1));
        breakWhile(() -> rig.faults().closeConnections());
        rig.await("refusals", () -> refusals.get() >= 3);
        rig.faults().clockAhead(Duration.ZERO);
        assertBothWaysWork();
    }

    @Test
    void aModuleWhoseClockIsADayAheadIsServedAlsoAfterItIsSet() throws Exception {
        begin();
        rig.faults().clockAhead(Duration.ofDays(-1));
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
        rig.faults().clockAhead(Duration.ZERO);
        assertBothWaysWork();
        breakWhile(() -> rig.faults().closeConnections());
        assertBothWaysWork();
    }

    @Test
    void aRestartOfTheHubWithoutItsStoreLosesNothing() throws Exception {
        begin();
        rig.hub().restart(false);
        assertBothWaysWork();
    }

    private void begin() throws InterruptedException {
        rig.desired("{\"step\":0}");
        rig.connect();
        rig.report("{\"step\":0}");
        rig.awaitDesired(rig.twin().desiredVersion(), "{\"step\":0}");
        rig.awaitReported("{\"step\":0}");
    }

    /** Breaks the connection, with a change of desired properties and a new report right after. */
    private void breakWhile(Runnable fault) throws InterruptedException {
        fault.run();
        change();
    }

    private void awaitGone() throws InterruptedException {
        BooleanSupplier gone = () -> !rig.connection().isConnected();
        rig.await("the end of the connection", gone);
    }

    private void change() {
        step++;
        rig.desired("{\"step\":" + step + "}");
        rig.report("{\"step\":" + step + ",\"s" + step + "\":true}");
    }

    /** What changed meanwhile is there, and what changes now gets there, by patch and by report. */
    private void assertBothWaysWork() throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            change();
            rig.awaitDesired(rig.twin().desiredVersion(), "{\"step\":" + step + "}");
            rig.awaitReported("{\"step\":" + step + ",\"s" + step + "\":true}");
        }
    }
}
