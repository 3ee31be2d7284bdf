package io.fairlead.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Access;
import io.fairlead.model.AppReturns;
import io.fairlead.model.Code;
import io.fairlead.model.Digest;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Phase;
import io.fairlead.network.metallb.MetalLb;
import io.fairlead.plan.SimulatedCluster;
import io.fairlead.report.Acknowledged;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new version of an app that does not become Ready is undone where the app says so, and only that. */
class AppReturnTest {

    private static final String GOOD = "nginx:1";
    private static final String BAD = "nginx:bad";

    private final LoopWorld world = new LoopWorld(new SimulatedCluster(Access.WRITE, MetalLb.CRD));

    @BeforeEach
    void anAppIsReady() {
        world.addNode();
        world.cluster.fail(BAD);
        world.cluster.fail("nginx:worse");
        send(web(GOOD));
        assertEquals(Phase.Converged, world.told().phase());
    }

    @Test
    void itIsUndoneAfterTheDeadlineAndNotTriedAgainUntilTheAppChanges() {
        send(web(BAD));
        assertEquals(BAD, image("web"));
        pullFails();
        pass(50);
        assertEquals(BAD, image("web"));
        pass(25);

        assertEquals(GOOD, image("web"));
        assertEquals(Phase.Rejected, world.told().phase());
        assertEquals(
                "[apps.web: AppRolledBack: revision 2 (twin version 2) is undone: web/web was Ready before it and has not been for"
                        + " N s since (ImagePull: cannot pull nginx:bad: ImagePullBackOff; pods that are ready go on serving). The"
                        + " app of twin version 1 is in force again, until apps.web changes in the twin]",
                world.told().problems().toString().replaceFirst("for 6[0-9] s", "for N s"));
        Acknowledged<SortedMap<String, String>> apps =
                world.told().answers().orElseThrow().apps();
        assertEquals(409, apps.acknowledgement().ac());
        assertTrue(apps.acknowledgement().ad().contains("AppRolledBack"));
        assertEquals(
                Digest.of(Objects.requireNonNull(ledger().apps().get("web")).json())
                        .hex(),
                apps.value().get("web"));
        assertEquals(3, ledger().revision());

        send(web(BAD) + ", 'more': {'image': 'nginx:2'}");
        pass(400);
        assertEquals(GOOD, image("web"));
        assertEquals("nginx:2", image("more"));

        send(web("nginx:2"));
        assertEquals("nginx:2", image("web"));
        assertEquals(Phase.Converged, world.told().phase());
        pass(90);
        assertEquals(AppReturns.NONE, ledger().history().apps());
    }

    @Test
    void withoutTheSettingAVersionThatFailsStays() {
        send(web(BAD).replace("rollBack", "keep"));
        pullFails();
        pass(1000);
        assertEquals(BAD, image("web"));
        assertEquals(AppReturns.NONE, ledger().history().apps());
    }

    @Test
    void whereNobodySaysWhyItDoesNotStartItHasTheTimeOfARollout() {
        send(web(BAD));
        pass(290);
        assertEquals(BAD, image("web"));
        pass(30);
        assertEquals(GOOD, image("web"));
        assertTrue(world.told().problems().toString().contains("has not been for 30"), world.told()::toString);
    }

    @Test
    void aRestartForgetsNeitherTheTrialNorWhatWasUndone() {
        send(web(BAD));
        pullFails();
        pass(30);
        var unused = world.restart();
        pass(80);
        assertEquals(GOOD, image("web"));

        var unusedToo = world.restart();
        pass(400);

        assertEquals(GOOD, image("web"));
        assertEquals(Set.of(Code.AppRolledBack), world.codes());
    }

    @Test
    void itIsUndoneWithoutTheCloudToo() {
        send(web(BAD));
        pullFails();
        world.offline();
        pass(80);
        assertEquals(GOOD, image("web"));
    }

    @Test
    void aVersionThatNeverWasReadyIsNotGoneBackTo() {
        send(web(BAD).replace("rollBack", "keep"));
        pass(1);
        send(web("nginx:worse"));
        pullFails();
        pass(1000);
        assertEquals("nginx:worse", image("web"));
    }

    @Test
    void severalVersionsInARowGoBackToTheLastOneThatWasGood() {
        send(web(BAD));
        pass(30);
        send(web("nginx:worse"));
        pullFails();
        pass(50);
        assertEquals("nginx:worse", image("web"), "each version has its time");
        pass(30);
        assertEquals(GOOD, image("web"));

        send(web(BAD));
        pass(1);
        send(web("nginx:2"));
        pass(10);
        send(web(BAD));
        pass(80);
        assertEquals(GOOD, image("web"), "of nginx:2 it is not known yet whether it lasts");
    }

    @Test
    void aVersionThatWasGoneBackToIsGoodBeforeItsPodsAreReadyAgain() {
        send(web(BAD));
        pullFails();
        pass(80);
        world.cluster.fail(GOOD);
        send(web("nginx:worse"));
        pass(80);
        assertEquals(GOOD, image("web"));
    }

    @Test
    void twoAppsAreUndoneEachForItself() {
        send(web(GOOD) + ", " + web(GOOD).replace("web", "shop"));
        send(web(BAD) + ", " + web("nginx:2").replace("web", "shop"));
        pullFails();
        pass(80);
        assertEquals(List.of(GOOD, "nginx:2"), List.of(image("web"), image("shop")));
        assertEquals(
                "[apps.web]",
                world.told().problems().stream()
                        .map(problem -> problem.path())
                        .toList()
                        .toString());
    }

    @Test
    void nothingIsUndoneWhilePausedAndItIsAfterwards() {
        send(web(BAD));
        pullFails();
        pass(30);
        paused(web(BAD));
        pass(300);
        assertEquals(BAD, image("web"));
        send(web(BAD));
        pass(1);
        assertEquals(GOOD, image("web"));
    }

    @Test
    void aNodeThatFailsGivesItItsTimeAgain() {
        send(web(BAD));
        pullFails();
        pass(40);
        world.add("{'apiVersion': 'v1', 'kind': 'Node', 'metadata': {'name': 'node-b'}}");
        pass(50);
        assertEquals(BAD, image("web"));
        pass(30);
        assertEquals(GOOD, image("web"));
    }

    @Test
    void goingBackTakesNoAddressThatAServiceHas() {
        send(at("192.0.2.7", GOOD));
        pass(90);
        send(at("192.0.2.8", BAD));
        assertEquals("192.0.2.8", world.address("web").orElseThrow().toString());
        pullFails();
        pass(500);

        assertEquals(BAD, image("web"));
        assertTrue(
                world.told()
                        .problems()
                        .toString()
                        .contains(
                                "apps.web: AddressInUse: a version that did not become Ready is still in force, because the one"
                                        + " before would take 192.0.2.8 from Service apps/web"),
                world.told()::toString);
        world.cluster.heal();
        pass(30);
        assertEquals(Set.of(), world.codes());
        assertEquals("192.0.2.8", world.address("web").orElseThrow().toString());
    }

    @Test
    void goingBackToAVersionThatNamesNoAddressKeepsTheOneThereIs() {
        send(at("192.0.2.8", BAD));
        pullFails();
        pass(80);
        assertEquals(GOOD, image("web"));
        assertEquals("192.0.2.8", world.address("web").orElseThrow().toString());
        assertEquals(0, world.lost());
    }

    @Test
    void goingBackEndsNoServiceThatHasAnAddress() {
        send("'shop': {'onFailure': 'rollBack', 'tiers': {'web': {" + tier(GOOD) + "}}}");
        send("'shop': {'onFailure': 'rollBack', 'tiers': {'web': {" + tier(BAD) + "}, 'more': {" + tier(GOOD) + "}}}");
        pass(500);

        assertEquals(BAD, image("shop-web"));
        assertTrue(world.address("shop-more").isPresent());
        assertTrue(world.codes().contains(Code.AddressInUse), world.told()::toString);
    }

    @Test
    void anUndoneVersionIsNotPutIntoForceByItsRevision() {
        send(web(BAD));
        pullFails();
        pass(80);
        document(web(GOOD.replace("1", "2")), ", 'control': {'rollbackTo': 2}");
        pass(400);
        assertEquals(GOOD, image("web"));
    }

    @Test
    void aTierThatWasStoppedIsNoReason() {
        send(web(GOOD).replace("'ports'", "'replicas': 0, 'ports'"));
        send(web(BAD));
        pullFails();
        pass(400);
        assertEquals(BAD, image("web"));
    }

    @Test
    void aVersionThatIsToBeUndoneStaysWhileTheNextOneIsRefused() {
        send(web(BAD));
        pullFails();
        world.add(
                "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 'lab', 'namespace': 'lab'}, 'spec': {'type':"
                        + " 'LoadBalancer'}, 'status': {'loadBalancer': {'ingress': [{'ip': '192.0.2.9'}]}}}");
        send(at("192.0.2.9", GOOD));
        int cycles = world.pass(Duration.ofSeconds(400), Duration.ofSeconds(10));
        assertTrue(cycles < 80, () -> cycles + " cycles in 400 s");
        assertTrue(world.codes().contains(Code.AddressTaken), world.codes()::toString);
        assertEquals(BAD, image("web"));

        send(web("nginx:2"));
        assertEquals("nginx:2", image("web"));
    }

    @Test
    void theTimeOfAVersionBeginsWhenItIsInForce() {
        paused(web(BAD));
        pass(400);
        send(web(BAD));
        pullFails();
        pass(30);
        assertEquals(BAD, image("web"));
        pass(50);
        assertEquals(GOOD, image("web"));
    }

    private static String web(String image) {
        return "'web': {'onFailure': 'rollBack', " + tier(image) + "}";
    }

    private static String at(String address, String image) {
        return web(image).replace("'ports'", "'address': '" + address + "', 'ports'");
    }

    private static String tier(String image) {
        return "'image': '" + image + "', 'expose': 'external', 'ports': '80'";
    }

    private void send(String apps) {
        document(apps, "");
    }

    private void paused(String apps) {
        document(apps, ", 'control': {'paused': true}");
    }

    private void document(String apps, String control) {
        var unused = world.send("{'schema': 1, 'network': {'services': {'pools': {'default': {'addresses':"
                + " '192.0.2.6-192.0.2.9'}}}}, 'apps': {" + apps + "}" + control + "}");
    }

    private void pass(int seconds) {
        var unused = world.pass(Duration.ofSeconds(seconds), Duration.ofSeconds(10));
    }

    /** The kubelet says why the pods of tier web do not start. */
    private void pullFails() {
        world.add("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'web-1', 'namespace': 'apps', 'labels':"
                + " {'app.kubernetes.io/name': 'web'}}, 'status': {'containerStatuses': [{'image': '" + image("web")
                + "', 'state': {'waiting': {'reason': 'ImagePullBackOff'}}}]}}");
    }

    private String image(String deployment) {
        return world.cluster
                .observed()
                .find(ObjectRef.deployment("apps", deployment))
                .orElseThrow()
                .body()
                .each("spec", "template", "spec", "containers")
                .get(0)
                .text("image")
                .orElseThrow();
    }

    private Ledger ledger() {
        return LedgerText.read(world.cluster
                        .observed()
                        .find(ObjectRef.configMap("module", LedgerText.NAME))
                        .orElseThrow())
                .orElseThrow();
    }
}
