package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import io.fairlead.ledger.LedgerText;
import io.fairlead.loop.Cluster.Observation;
import io.fairlead.loop.Cluster.Seen;
import io.fairlead.loop.TwinSource.TwinDocument;
import io.fairlead.model.Access;
import io.fairlead.model.Fields;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Outcome;
import io.fairlead.model.Phase;
import io.fairlead.model.Plan;
import io.fairlead.model.StoredPart;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ReportInput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A changed network part that keeps a tier from being reached is undone, and only that. */
class NetworkReturnTest {

    private static final String L2 = "{'services': {'pools': {'default': {'addresses': '192.0.2.6-192.0.2.9'}}}}";

    /** Nobody announces by BGP on this cluster, though MetalLB says who does. */
    private static final String BGP =
            "{'services': {'pools': {'default': {'addresses': '192.0.2.6-192.0.2.9', 'advertise': 'bgp'}}},"
                    + " 'bgp': {'localAsn': 64513, 'peers': {'tor1': {'address': '10.126.75.1', 'asn': 64512}}}}";

    private static final String WEB = "'web': {'image': 'nginx:1', 'expose': 'external', 'ports': '80'}";

    private final SimulatedCluster cluster = new SimulatedCluster(Access.WRITE, MetalLb.CRD);
    private Instant now = Instant.parse("2026-01-31T12:00:00Z");
    private Duration outage = Duration.ofSeconds(60);
    private Optional<TwinDocument> document = Optional.empty();
    private Reconciler loop = start();
    private @Nullable ReportInput told;
    private int writes;

    @BeforeEach
    void aTierIsReached() {
        node("True");
        announced("ServiceL2Status", "apps", "web");
        announced("ServiceBGPStatus", "foreign", "other");
        send(L2, WEB);
        assertEquals(Phase.Converged, told().phase());
    }

    @Test
    void itIsUndoneAfterTheDeadlineAndNotTriedAgainUntilTheTwinSaysAnother() {
        send(BGP, WEB);
        assertEquals("bgp", advertised());
        pass(59);
        assertEquals("bgp", advertised());

        pass(2);

        assertEquals("l2", advertised());
        assertEquals(Phase.Rejected, told().phase());
        assertEquals(
                "[network: RollbackDone: revision 2 (twin version 2) is undone: web/web could be reached before it, but not for"
                        + " 60 s after it (NotAdvertised: no node announces 192.0.2.6: no ServiceBGPStatus names it). The network part of"
                        + " twin version 1 is in force again, until the twin's network part changes]",
                told().problems().toString());
        assertEquals(
                409, told().answers().orElseThrow().network().acknowledgement().ac());
        assertEquals(3, ledger().revision());

        send(BGP, WEB + ", 'more': {'image': 'nginx:2'}");
        pass(100);
        assertEquals("l2", advertised());
        assertTrue(told().workloads().apps().containsKey("more"), "the apps of the document go on");

        send(BGP.replace("64512", "64514"), WEB);
        assertEquals("bgp", advertised());
        assertEquals(Optional.empty(), ledger().history().undone());
        pass(61);
        assertEquals("l2", advertised());

        send(L2, WEB);
        assertEquals(Phase.Converged, told().phase());
        assertEquals(Optional.empty(), ledger().history().undone());
    }

    @Test
    void aRestartForgetsNeitherTheTrialNorWhatWasUndone() {
        send(BGP, WEB);
        pass(30);
        loop = start();
        pass(59);
        assertEquals("bgp", advertised());
        pass(2);
        assertEquals("l2", advertised());

        loop = start();
        pass(100);

        assertEquals("l2", advertised());
        assertEquals(Phase.Rejected, told().phase());
    }

    @Test
    void itIsUndoneWithoutTheCloudToo() {
        send(BGP, WEB);
        document = Optional.empty();
        loop = start();
        pass(61);
        assertEquals("l2", advertised());
    }

    @Test
    void aChangeThatProvesGoodIsWrittenDownOnceAndNeverUndoneLater() {
        announced("ServiceBGPStatus", "apps", "web");
        send(BGP, WEB);
        assertTrue(ledger().history().trial().isPresent());
        pass(61);
        assertEquals(Optional.empty(), ledger().history().trial());

        int before = writes;
        cluster.drop("ServiceBGPStatus", "apps-web");
        pass(200);

        assertEquals("bgp", advertised());
        assertEquals(before, writes);
    }

    @Test
    void whatThePodsOrANodeDoIsNotTheNetworkPartsFault() {
        announced("ServiceBGPStatus", "apps", "web");
        send(BGP, WEB);
        endpoints(false);
        pass(200);
        assertEquals("bgp", advertised());
        assertEquals(Optional.empty(), ledger().history().trial());

        endpoints(true);
        send(L2, WEB);
        pass(61);
        cluster.drop("ServiceBGPStatus", "apps-web");
        send(BGP, WEB);
        node("False");
        pass(200);
        assertEquals("bgp", advertised());
    }

    @Test
    void whoseAppChangedIsNoWitness() {
        send(BGP, WEB.replace("nginx:1", "nginx:2"));
        pass(200);
        assertEquals("bgp", advertised());
        assertEquals(Optional.empty(), ledger().history().trial());
    }

    @Test
    void nothingIsUndoneWhereTheSettingSaysSo() {
        outage = Duration.ZERO;
        loop = start();
        send(BGP, WEB);
        pass(200);
        assertEquals("bgp", advertised());
        assertEquals(Optional.empty(), ledger().history().trial());
    }

    @Test
    void nothingIsUndoneWhilePausedAndTheDeadlineHasPassedAfterwards() {
        send(BGP, WEB);
        pass(30);
        document("{'schema': 1, 'network': " + BGP + ", 'apps': {" + WEB + "}, 'control': {'paused': true}}");
        pass(100);
        assertEquals("bgp", advertised());
        send(BGP, WEB);
        pass(1);
        assertEquals("l2", advertised());
    }

    @Test
    void whatMendsItselfWhilePausedIsNotUndoneAfterwards() {
        send(BGP, WEB);
        document("{'schema': 1, 'network': " + BGP + ", 'apps': {" + WEB + "}, 'control': {'paused': true}}");
        pass(100);
        announced("ServiceBGPStatus", "apps", "web");
        pass(1);
        send(BGP, WEB);
        pass(100);
        assertEquals("bgp", advertised());
    }

    @Test
    void aSecondChangeInATrialGoesBackToTheLastGoodOneAndEndsTheTrialWhereItIsThat() {
        send(BGP, WEB);
        pass(30);
        send(BGP.replace("64512", "64514"), WEB);
        pass(61);
        assertEquals("l2", advertised());

        send(BGP, WEB);
        pass(10);
        send(L2, WEB);
        assertEquals(Optional.empty(), ledger().history().trial());
        assertEquals(Phase.Converged, told().phase());
    }

    @Test
    void goingBackTakesNoAddressThatASecondPoolHasGivenMeanwhile() {
        String two = BGP.replace("'default'", "'more': {'addresses': '192.0.2.20', 'advertise': 'none'}, 'default'");
        String more = WEB + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80', 'pool': 'more'}";
        send(two, more);
        pass(100);
        assertEquals("bgp", advertised());
        assertTrue(told().problems().toString().contains("AddressInUse"));

        send(two, WEB);
        pass(2);

        assertEquals("l2", advertised());
        assertTrue(told().problems().toString().contains("RollbackDone"));
    }

    @Test
    void theWayBackIsFreeWhenAThirdDocumentIsRefused() {
        send(BGP, WEB);
        pass(30);
        send(L2.replace("192.0.2.6", "192.0.2.7"), WEB);
        assertTrue(told().problems().toString().contains("AddressInUse"));
        assertEquals("bgp", advertised());

        pass(31);

        assertEquals("l2", advertised());
        assertEquals(Phase.Rejected, told().phase());
        assertTrue(told().problems().toString().contains("AddressInUse"));
        pass(100);
        assertEquals("l2", advertised());
    }

    @Test
    void aThirdDocumentThatIsRefusedOnTheWayBackDoesNotEndIt() {
        String two = BGP.replace("'default'", "'more': {'addresses': '192.0.2.20', 'advertise': 'none'}, 'default'");
        String more = WEB + ", 'more': {'image': 'nginx:1', 'expose': 'external', 'ports': '80', 'pool': 'more'}";
        send(two, more);
        pass(100);
        assertTrue(ledger().history().undone().isPresent());

        send(L2.replace("192.0.2.6", "192.0.2.7"), more);
        pass(100);

        assertEquals("bgp", advertised());
        assertTrue(ledger().history().undone().isPresent());
        send(L2.replace("192.0.2.6", "192.0.2.7"), WEB);
        pass(2);
        assertEquals("l2", advertised());
    }

    @Test
    void aRevisionThatWasUndoneIsNotPutIntoForceByItsNumber() {
        send(BGP, WEB);
        pass(61);
        document("{'schema': 1, 'network': " + L2 + ", 'apps': {" + WEB + "}, 'control': {'rollbackTo': 2}}");
        pass(100);
        assertEquals("l2", advertised());
        assertTrue(told().problems().toString().contains("RollbackDone"));
    }

    private void send(String network, String apps) {
        document("{'schema': 1, 'network': " + network + ", 'apps': {" + apps + "}}");
    }

    private void document(String text) {
        long version = document.map(TwinDocument::version).orElse(0L) + 1;
        document = Optional.of(new TwinDocument(
                version, JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject()));
        cycle();
    }

    /** Time passes, with a cycle every second. */
    private void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            cycle();
        }
    }

    /** Until nothing is left to write. */
    private void cycle() {
        for (int cycle = 0; cycle < 12; cycle++) {
            if (!loop.cycle().isZero()) {
                return;
            }
        }
        throw new AssertionError("still writing");
    }

    private String advertised() {
        boolean bgp = cluster.observed().stream("BGPAdvertisement").findAny().isPresent();
        boolean l2 = cluster.observed().stream("L2Advertisement").findAny().isPresent();
        assertTrue(bgp != l2, "one way only");
        return bgp ? "bgp" : "l2";
    }

    private Ledger ledger() {
        Ledger ledger = LedgerText.read(cluster.observed()
                        .find(ObjectRef.configMap("module", LedgerText.NAME))
                        .orElseThrow())
                .orElseThrow();
        assertEquals(
                advertised().equals("bgp"),
                ledger.network().map(StoredPart::json).orElseThrow().contains("bgp"));
        return ledger;
    }

    private ReportInput told() {
        return Objects.requireNonNull(told);
    }

    private void node(String ready) {
        cluster.add(fields("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-a'},"
                + " 'status': {'conditions': [{'type': 'Ready', 'status': '" + ready + "'}]}}"));
    }

    private void announced(String kind, String namespace, String service) {
        cluster.add(fields("{'apiVersion': 'metallb.io/v1beta1', 'kind': '" + kind + "', 'metadata': {'name': '"
                + namespace
                + "-" + service + "', 'namespace': 'metallb-system'}, 'status': {'node': 'node-a', 'serviceName': '"
                + service + "', 'serviceNamespace': '" + namespace + "'}}"));
    }

    private void endpoints(boolean ready) {
        cluster.add(
                fields("{'apiVersion': 'discovery.k8s.io/v1', 'kind': 'EndpointSlice', 'metadata': {'name': 'web-1',"
                        + " 'namespace': 'apps', 'labels': {'kubernetes.io/service-name': 'web'}}, 'endpoints': [{'addresses':"
                        + " ['172.27.0.10'], 'conditions': {'ready': " + ready + "}}]}"));
    }

    private static Fields fields(String text) {
        return new Fields(new com.google.gson.Gson()
                .fromJson(text.replace('\'', '"'), new TypeToken<Map<String, Object>>() {}.getType()));
    }

    private Reconciler start() {
        Cluster simulated = new Cluster() {
            @Override
            public Observation observe() {
                return new Seen(cluster.observed());
            }

            @Override
            public List<Outcome> execute(Plan plan) {
                writes++;
                cluster.apply(plan);
                return plan.steps().stream().<Outcome>map(Outcome.Done::new).toList();
            }
        };
        SteadyClock clock = new SteadyClock(() -> now, () -> now.toEpochMilli() * 1_000_000);
        return new Reconciler(
                new Ports(() -> document, simulated, report -> told = report.state()),
                SimulatedCluster.SCOPE,
                new ModuleInfo("1.2.3", now),
                new Deadlines(outage, Duration.ofSeconds(60), Duration.ZERO),
                clock);
    }
}
