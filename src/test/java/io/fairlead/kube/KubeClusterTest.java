package io.fairlead.kube;

import static io.fairlead.kube.Samples.apply;
import static io.fairlead.kube.Samples.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.ledger.LedgerText;
import io.fairlead.loop.Cluster;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.HeldField;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.rig.Eventually;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster over the API server stand-in, whose module user has every right unless a test takes some. */
class KubeClusterTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String APPS = "fairlead";

    private final ApiServerStandIn api = ApiServerStandIn.start();
    private final AtomicInteger changes = new AtomicInteger();
    private final KubeCluster cluster = new KubeCluster(
            new KubeOptions(Optional.of(api.kubeconfig()), Set.of(APPS), "fairlead", KubeOptions.METALLB_NAMESPACE),
            changes::incrementAndGet);

    @BeforeEach
    void start() {
        cluster.start();
    }

    @AfterEach
    void end() {
        cluster.close();
        api.close();
    }

    @Test
    void whatWasAppliedIsSeenAtOnceAndNothingDiffersAnyMore() {
        Manifest deployment = Samples.deployment(APPS, "web", "nginx:1");
        Manifest service = Samples.service(APPS, "web", 80);
        Manifest pool = Samples.pool("fairlead-default", "192.0.2.1-192.0.2.5");
        awaitSeen();
        List<Outcome> outcomes = cluster.execute(plan(Map.of(
                Stage.POOLS_GROW, List.of(apply(pool)),
                Stage.WORKLOADS, List.of(apply(deployment)),
                Stage.SERVICES, List.of(apply(service)))));
        assertEquals(
                List.of("Done", "Done", "Done"),
                outcomes.stream()
                        .map(outcome -> outcome.getClass().getSimpleName())
                        .toList());
        assertEquals(List.of(), Samples.stillDiffering(seen(), deployment, service, pool));
        Eventually.holds(
                "the address is seen",
                SOON,
                () -> find(service.ref())
                        .filter(live -> live.body().has("status", "loadBalancer", "ingress"))
                        .isPresent());
        assertEquals(List.of(), Samples.stillDiffering(seen(), deployment, service, pool));
        assertEquals(3, api.requests().writes().size());
    }

    @Test
    void anUnchangedClusterIsObservedWithoutACallOrANewSnapshot() {
        awaitSeen();
        Eventually.holds("all is quiet", SOON, () -> {
            int before = changes.get();
            Thread.sleep(1500);
            return changes.get() == before;
        });
        Observed first = seen();
        api.requests().clear();
        assertSame(first, seen());
        assertEquals(List.of(), api.requests().calls());
    }

    @Test
    void aForeignChangeIsToldAndSeenAndDiffers() {
        Manifest deployment = Samples.deployment(APPS, "web", "nginx:1");
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(deployment))));
        int before = changes.get();
        api.change(
                "apps/v1",
                "Deployment",
                APPS,
                "web",
                object -> object.getAsJsonObject("spec").addProperty("replicas", 7));
        Eventually.holds(
                "the change differs",
                SOON,
                () -> !Samples.stillDiffering(seen(), deployment).isEmpty());
        assertTrue(changes.get() > before);
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(deployment))));
        assertEquals(List.of(), Samples.stillDiffering(seen(), deployment));
    }

    @Test
    void aDeletionIsSeenAtOnceAndHoldsOnlyForTheUidThatWasSeen() {
        Manifest service = Samples.service(APPS, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        LiveObject live = find(service.ref()).orElseThrow();
        Outcome other = only(cluster.execute(plan(Stage.PRUNE, Samples.delete(service.ref(), "another-uid"))));
        assertInstanceOf(Outcome.Conflicted.class, other);
        assertTrue(find(service.ref()).isPresent());
        assertDone(cluster.execute(plan(Stage.PRUNE, Samples.delete(live))));
        assertEquals(Optional.empty(), find(service.ref()));
        assertDone(cluster.execute(plan(Stage.PRUNE, Samples.delete(live))));
    }

    @Test
    void anUnforcedConflictNamesManagerAndFieldAndForceTakesIt() {
        Manifest service = Samples.service(APPS, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        api.change(
                "v1",
                "Service",
                APPS,
                "web",
                object -> object.getAsJsonObject("spec").addProperty("externalTrafficPolicy", "Local"));
        Outcome outcome = only(cluster.execute(plan(Stage.SERVICES, apply(service, false, "web"))));
        List<HeldField> fields =
                assertInstanceOf(Outcome.Conflicted.class, outcome).fields();
        assertEquals(1, fields.size());
        assertTrue(
                fields.get(0)
                        .toString()
                        .endsWith(" has .spec.externalTrafficPolicy (is \"Local\", desired \"Cluster\")"),
                fields.toString());
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        assertEquals(List.of(), Samples.stillDiffering(seen(), service));
    }

    @Test
    void aMissingRightToThePoolsCostsThePoolsAloneUntilItComes() {
        api.deny("metallb.io", "*");
        Observed without = awaitSeen();
        assertEquals(Access.NONE, without.access(Area.POOLS));
        assertEquals(Access.WRITE, without.apps(APPS));
        assertEquals(Access.READ, without.access(Area.NODES));
        Manifest pool = Samples.pool("fairlead-default", "192.0.2.1-192.0.2.5");
        Outcome denied = only(cluster.execute(plan(Stage.POOLS_GROW, apply(pool))));
        assertInstanceOf(Outcome.Denied.class, denied);
        api.allowAll();
        Eventually.holds("the right is noticed", SOON, () -> seen().access(Area.POOLS) == Access.WRITE);
    }

    @Test
    void aMissingRightToNodesAndEndpointsCostsNodesAndAppsAlone() {
        api.deny("", "nodes");
        api.deny("discovery.k8s.io", "endpointslices");
        Observed without = awaitSeen();
        assertEquals(Access.NONE, without.access(Area.NODES));
        assertEquals(Access.NONE, without.apps(APPS));
        assertEquals(Access.WRITE, without.access(Area.POOLS));
        assertEquals(List.of(), without.ofKind("Node"));
    }

    @Test
    void withoutServicesOnlyWhatNeedsThemIsUnknown() {
        api.deny("", "services");
        Eventually.holds(
                "the rest is seen",
                SOON,
                () -> cluster.observe() instanceof Cluster.Seen now
                        && now.observed().access(Area.SERVICES) == Access.NONE
                        && now.observed().apps(APPS) == Access.NONE
                        && now.observed().access(Area.POOLS) == Access.WRITE
                        && now.observed().access(Area.NODES) == Access.READ);
        api.allowAll();
        Eventually.holds(
                "the right is noticed",
                SOON,
                () -> seen().access(Area.SERVICES) == Access.READ && seen().apps(APPS) == Access.WRITE);
    }

    @Test
    void whatMayNotBeReadIsAskedForAgainOnlyWhenRightsChange() {
        api.deny("", "nodes");
        awaitSeen();
        Eventually.holds("it is refused for good", SOON, () -> refusals() >= 4);
        Eventually.holds("it is quiet", SOON, () -> {
            int before = refusals();
            Thread.sleep(4000);
            return refusals() == before;
        });
        api.allowAll();
        Eventually.holds("the right is noticed", SOON, () -> seen().access(Area.NODES) == Access.READ);
    }

    private int refusals() {
        return (int) api.requests().count("list", "nodes");
    }

    @Test
    void withoutTheLedgerItIsBlindAndSaysWhichFileToApply() {
        api.deny("", "configmaps");
        Eventually.holds(
                "the reason is the ledger",
                SOON,
                () -> cluster.observe() instanceof Cluster.Blind blind
                        && blind.code() == Code.NoRights
                        && blind.reason().contains("cannot read ConfigMap fairlead-ledger")
                        && blind.reason().endsWith("apply module/rbac/ledger.yaml"));
        api.allowAll();
        awaitSeen();
    }

    @Test
    void aNamespaceIsMadeWithoutTheRightToChangeOneAndLeftAsItIsWhereItIsThere() {
        api.deny("", "namespaces", "patch", "update");
        awaitSeen();
        Manifest namespace = new Manifest(
                ObjectRef.namespace("made"),
                Samples.fields(
                        "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\": \"made\", \"labels\":"
                                + " {\"a\": \"b\"}}}"));
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(namespace))));
        assertEquals(Optional.of("b"), find(namespace.ref()).orElseThrow().label("a"));
        api.change(
                "v1",
                "Namespace",
                "",
                "made",
                object -> object.getAsJsonObject("metadata")
                        .getAsJsonObject("labels")
                        .addProperty("a", "theirs"));
        assertDone(cluster.execute(plan(Stage.WORKLOADS, apply(namespace))));
        Eventually.holds(
                "their label is seen",
                SOON,
                () -> find(namespace.ref()).orElseThrow().label("a").equals(Optional.of("theirs")));
        api.deny("", "namespaces", "create");
        assertInstanceOf(Outcome.Denied.class, only(cluster.execute(plan(Stage.WORKLOADS, apply(namespace)))));
    }

    @Test
    void aFailureStopsOnlyLaterStepsOfItsPart() {
        awaitSeen();
        Step bad = apply(Samples.deployment("no-such-namespace", "bad", "nginx:1"), true, "shop");
        Step good = apply(Samples.deployment(APPS, "good", "nginx:1"), true, "blog");
        Step afterBad = apply(Samples.service(APPS, "bad", 80), true, "shop");
        Step afterGood = apply(Samples.service(APPS, "good", 80), true, "blog");
        List<Outcome> outcomes = cluster.execute(
                plan(Map.of(Stage.WORKLOADS, List.of(bad, good), Stage.SERVICES, List.of(afterBad, afterGood))));
        assertInstanceOf(Outcome.Failed.class, outcomes.get(0));
        assertEquals(
                List.of(new Outcome.Done(good), new Outcome.Skipped(afterBad), new Outcome.Done(afterGood)),
                outcomes.subList(1, 4));
    }

    @Test
    void aFailedLedgerStopsEverything() {
        api.deny("", "configmaps", "patch", "create");
        awaitSeen();
        Step ledger = apply(Samples.ledger("fairlead", "x"));
        Step other = apply(Samples.service(APPS, "web", 80));
        List<Outcome> outcomes =
                cluster.execute(plan(Map.of(Stage.LEDGER, List.of(ledger), Stage.SERVICES, List.of(other))));
        assertInstanceOf(Outcome.Denied.class, outcomes.get(0));
        assertEquals(new Outcome.Skipped(other), outcomes.get(1));
    }

    @Test
    void ofTheConfigMapsTheLedgerAndThatOfCoreDnsAreSeen() {
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.LEDGER, apply(Samples.ledger("fairlead", "x")))));
        assertEquals(
                List.of("coredns", LedgerText.NAME),
                seen().ofKind("ConfigMap").stream()
                        .map(map -> map.ref().name())
                        .sorted()
                        .toList());
        assertEquals(MetalLb.CRD_OLD, seen().loadBalancer());
    }

    @Test
    void watchesGoOnAfterTheServerForgotTheirVersion() {
        awaitSeen();
        api.compact();
        JsonObject pool = JsonParser.parseString(
                        Json.text(Samples.pool("foreign", "192.0.2.9/32").body().map()))
                .getAsJsonObject();
        JsonObject unused = api.create(pool, "somebody");
        Eventually.holds(
                "the new object is seen",
                SOON,
                () -> find(MetalLbKind.POOL.ref(KubeOptions.METALLB_NAMESPACE, "foreign"))
                        .isPresent());
    }

    @Test
    void aServerThatIsAwayMakesItBlindWithinSecondsAndItRecovers() {
        Manifest service = Samples.service(APPS, "web", 80);
        awaitSeen();
        assertDone(cluster.execute(plan(Stage.SERVICES, apply(service))));
        api.stop();
        assertInstanceOf(Outcome.Failed.class, only(cluster.execute(plan(Stage.SERVICES, apply(service)))));
        Eventually.holds("it is blind", SOON, () -> cluster.observe() instanceof Cluster.Blind);
        api.restart();
        Eventually.holds("it sees again", SOON, () -> find(service.ref()).isPresent());
    }

    private Observed awaitSeen() {
        Eventually.holds("the cluster is seen", SOON, () -> cluster.observe() instanceof Cluster.Seen);
        return seen();
    }

    private Observed seen() {
        return assertInstanceOf(Cluster.Seen.class, cluster.observe()).observed();
    }

    private Optional<LiveObject> find(ObjectRef ref) {
        return seen().find(ref);
    }

    private static Outcome only(List<Outcome> outcomes) {
        assertEquals(1, outcomes.size());
        return outcomes.get(0);
    }

    private static void assertDone(List<Outcome> outcomes) {
        assertInstanceOf(Outcome.Done.class, only(outcomes));
    }
}
