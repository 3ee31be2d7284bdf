package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Problem;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does with a twin, and what then is true on the device. */
@NeedsRig
class MainJobIT {

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
        device.module.start();
    }

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void theTwoTierExampleIsDeployedAndReportedAsItIs() {
        JsonObject reported = deployShop();

        String address = device.address("shop-web");
        assertEquals(device.ip(0), address);
        assertEquals(address, BackEnd.text(reported, "workloads.shop.tiers.web.address"));
        assertEquals("2/2", BackEnd.text(reported, "workloads.shop.tiers.web.ready"));
        assertEquals("Ready", BackEnd.text(reported, "workloads.shop.phase"));
        assertEquals("200", BackEnd.text(reported, "network.ac"));
        assertEquals("200", BackEnd.text(reported, "apps.ac"));
        assertEquals("1", BackEnd.text(reported, "pools.default.used"));
        assertEquals(
                "ClusterIP", device.service("shop-db").orElseThrow().getSpec().getType());
    }

    @Test
    void aChangedTierIsRolledAndTheOtherStaysUntouched() {
        deployShop();
        String db = deployment("shop-db").getMetadata().getResourceVersion();

        long version = device.backEnd.patch("{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"replicas\":3}}}}}");
        JsonObject reported = device.converged(version);

        assertEquals(3, deployment("shop-web").getStatus().getReadyReplicas());
        assertEquals("3/3", BackEnd.text(reported, "workloads.shop.tiers.web.ready"));
        assertEquals(db, deployment("shop-db").getMetadata().getResourceVersion());
    }

    @Test
    void anAppThatLeavesTheTwinIsRemovedAndTheOtherStays() {
        deployShop();
        device.converged(device.backEnd.patch("{\"apps\":{\"other\":{\"image\":\"nginx:1.27\",\"ports\":\"80\"}}}"));

        JsonObject reported = device.converged(device.backEnd.patch("{\"apps\":{\"shop\":null}}"));

        Eventually.holds(
                "the app's objects are gone",
                EndToEnd.SOON,
                () -> device.service("shop-web").isEmpty()
                        && device.service("shop-db").isEmpty()
                        && device.admin()
                                        .apps()
                                        .deployments()
                                        .inNamespace(device.appsNamespace)
                                        .list()
                                        .getItems()
                                        .size()
                                == 1);
        assertEquals("", BackEnd.text(reported, "workloads.shop.phase"));
        assertTrue(device.service("other").isPresent());
    }

    @Test
    void aPoolGrowsWithoutTouchingTheServices() {
        deployShop();
        Mark mark = device.rig.audit().mark();

        JsonObject reported = device.converged(device.backEnd.patch(pool(device.range(0, 7))));

        assertEquals("8", BackEnd.text(reported, "pools.default.total"));
        assertEquals(device.ip(0), device.address("shop-web"));
        List<String> written = device.writesSince(mark).stream()
                .map(call -> call.resource())
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of("configmaps", "ipaddresspools"), written);
    }

    @Test
    void aPoolIsNotShrunkUnderARunningService() {
        deployShop();
        long version = device.backEnd.patch(pool(device.range(1, 3)));

        JsonObject reported = device.problem("AddressInUse");

        assertEquals("409", BackEnd.text(reported, "network.ac"));
        assertEquals(Long.toString(version), BackEnd.text(reported, "network.av"));
        assertTrue(reported.get("problems").toString().contains("shop-web"), reported::toString);
        assertEquals(device.ip(0), device.address("shop-web"));
        assertEquals("4", BackEnd.text(reported, "pools.default.total"));
    }

    @Test
    void aServiceDeletedByHandComesBackWithItsAddress() {
        deployShop();
        String uid = device.service("shop-web").orElseThrow().getMetadata().getUid();

        device.admin()
                .services()
                .inNamespace(device.appsNamespace)
                .withName("shop-web")
                .delete();

        Eventually.holds(
                "another Service has the address",
                EndToEnd.SOON,
                () -> device.service("shop-web")
                                .filter(service ->
                                        !service.getMetadata().getUid().equals(uid))
                                .isPresent()
                        && device.address("shop-web").equals(device.ip(0)));
    }

    @Test
    void aKilledModuleComesBackWithTheSameAddressesAndWritesNothing() {
        JsonObject before = deployShop();
        device.module.kill();
        Mark mark = device.rig.audit().mark();

        device.module.start();
        device.backEnd.await(
                "the restarted module has reported",
                EndToEnd.SOON,
                reported -> !BackEnd.text(reported, "module.startedAt").equals(BackEnd.text(before, "module.startedAt"))
                        && BackEnd.text(reported, "status.phase").equals("Converged"));

        assertEquals(List.of(), device.writesSince(mark));
        assertEquals(device.ip(0), device.address("shop-web"));
    }

    @Test
    void aRestartedMetalLbLeavesTheAddress() {
        deployShop();

        device.rig.metalLb().restart();
        device.converged(device.backEnd.patch("{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"replicas\":1}}}}}"));

        assertEquals(device.ip(0), device.address("shop-web"));
    }

    @Test
    void anEmptyTwinWithoutAVersionTouchesNothing() {
        deployShop();
        Mark mark = device.rig.audit().mark();

        device.hub.faults().answerEmptyTwin(100);
        device.hub.faults().closeConnections();
        Eventually.holds(
                "the module connected again",
                EndToEnd.SOON,
                () -> device.hub.twin(device.name, "fairlead").connected());

        assertEquals(List.of(), device.writesSince(mark));
        assertEquals(device.ip(0), device.address("shop-web"));
    }

    @Test
    void aDocumentWithElevenProblemsIsRefusedWithAllOfThemAndTouchesNothing() throws IOException {
        deployShop();
        Mark mark = device.rig.audit().mark();
        JsonObject document = JsonParser.parseString(
                        Files.readString(Path.of("src/test/resources/documents/eleven-problems.json")))
                .getAsJsonObject();
        List<String> expected = DesiredParser.parse(1, document).problems().stream()
                .map(Problem::path)
                .toList();
        assertEquals(11, expected.size());

        long version = device.backEnd.replace(document.toString());

        JsonObject reported = device.backEnd.await(
                "version " + version + " rejected",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "status.phase").equals("Rejected")
                        && BackEnd.text(now, "status.desiredVersion").equals(Long.toString(version)));
        assertEquals(expected, EndToEnd.problemPaths(reported));
        assertEquals(device.ip(0), device.address("shop-web"));
        assertTrue(device.service("shop-db").isPresent());
        assertEquals(List.of(), device.objectWritesSince(mark));
    }

    @Test
    void aChangeByHandIsTakenBack() {
        deployShop();

        device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName("shop-web")
                .edit(live -> {
                    live.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .setImage("docker.io/library/intruder:1");
                    return live;
                });

        Eventually.holds(
                "the image of the twin is back",
                EndToEnd.SOON,
                () -> deployment("shop-web")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage()
                        .contains("nginx"));
    }

    @Test
    void anApiServerAwayForHalfAMinuteIsReportedAndTheChangeMadeMeanwhileIsApplied() throws InterruptedException {
        deployShop();
        device.rig.apiServer().stop();
        long version;
        try {
            version = device.backEnd.patch("{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"replicas\":3}}}}}");
            device.backEnd.await(
                    "the module is blind",
                    OUTAGE,
                    reported -> BackEnd.text(reported, "status.phase").equals("Blind"));
            Thread.sleep(OUTAGE);
        } finally {
            device.rig.catchUp();
        }
        device.converged(version);
        assertEquals(3, deployment("shop-web").getStatus().getReadyReplicas());
        assertEquals(device.ip(0), device.address("shop-web"));
    }

    @Test
    void aHubRestartedWithoutItsStoreLosesNothing() throws Exception {
        deployShop();
        Mark mark = device.rig.audit().mark();
        device.hub.faults().cloudOffline(true);

        device.hub.restart(false);
        Eventually.holds(
                "the module connected again",
                EndToEnd.SOON,
                () -> device.hub.twin(device.name, "fairlead").connected());
        Thread.sleep(Duration.ofSeconds(3));
        assertEquals(List.of(), device.writesSince(mark));

        device.hub.faults().cloudOffline(false);
        device.converged(device.backEnd.patch("{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"replicas\":1}}}}}"));
        assertEquals(device.ip(0), device.address("shop-web"));
    }

    @Test
    void aTwinWithoutAppsIsNoReasonToRemoveThemAll() {
        deployShop();

        device.backEnd.patch("{\"apps\":{\"shop\":null}}");

        device.problem("EmptyDesired");
        assertEquals(device.ip(0), device.address("shop-web"));
        JsonObject reported = device.converged(device.backEnd.patch("{\"control\":{\"allowEmpty\":true}}"));
        assertEquals("", BackEnd.text(reported, "workloads.shop.phase"));
        assertTrue(device.service("shop-web").isEmpty());
    }

    private JsonObject deployShop() {
        return device.converged(device.backEnd.patch(Documents.shop(device.range(0, 3))));
    }

    private static String pool(String addresses) {
        return "{\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":\"" + addresses + "\"}}}}}";
    }

    private Deployment deployment(String name) {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .withName(name)
                .get();
    }
}
