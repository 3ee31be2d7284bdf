package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.PodFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the report says of a tier whose pods do not start, each cause made to happen. */
@NeedsRig
class ReasonsIT {

    private static final String BROKEN = "broken.example/";

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
        device.module.set("FAIRLEAD_APP_DEADLINE_SECONDS", "5");
        device.module.start();
    }

    @AfterEach
    void endDevice() {
        device.rig.kubelet().heal(BROKEN);
        device.close();
    }

    @Test
    void eachCauseHasItsCodeAndItsWords() {
        device.rig.kubelet().fail(BROKEN, PodFailure.IMAGE_PULL_BACK_OFF);
        device.backEnd.patch("{\"schema\":1,\"apps\":{\"web\":{\"image\":\"broken.example/web:2\",\"ports\":\"80\"}}}");
        assertTold("ImagePull", "broken.example/web:2: not found");

        device.rig.kubelet().fail(BROKEN, PodFailure.CRASH_LOOP_BACK_OFF);
        assertTold("CrashLoop", "last with exit code 1: fatal: no configuration at /etc/app.conf");

        device.rig.kubelet().heal(BROKEN);
        assertReady();

        // A pod that is bound stays bound, so that only a new one finds no node.
        device.rig.kubelet().fail(BROKEN, PodFailure.UNSCHEDULABLE);
        device.backEnd.patch("{\"apps\":{\"web\":{\"env\":{\"A\":\"1\"}}}}");
        assertTold("Unschedulable", "too little cpu");
        device.rig.kubelet().heal(BROKEN);
        assertReady();
    }

    @Test
    void aQuotaIsNamed() {
        ResourceQuota quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("small")
                .withNamespace(device.appsNamespace)
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity("0"))
                .endSpec()
                .build();
        ResourceQuota unused = device.admin().resource(quota).create();

        device.backEnd.patch(
                "{\"schema\":1,\"apps\":{\"web\":{\"image\":\"registry.example/web:1\",\"ports\":\"80\"}}}");

        assertTold("DeadlineExceeded", "exceeded quota: small");
    }

    @Test
    void aBadImageLeavesTheOldPodsServingAndSaysSo() {
        device.converged(device.backEnd.patch(Documents.shop(device.range(0, 3))));
        device.rig.kubelet().fail(BROKEN, PodFailure.IMAGE_PULL_BACK_OFF);

        device.backEnd.patch("{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"broken.example/web:2\"}}}}}");

        JsonObject reported = device.backEnd.await(
                "the new image is told as the cause",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.shop.tiers.web.code").equals("ImagePull"));
        assertTrue(
                BackEnd.text(reported, "workloads.shop.tiers.web.message").contains("go on serving"),
                reported::toString);
        assertEquals(device.ip(0), device.address("shop-web"));
        long serving = device
                .admin()
                .pods()
                .inNamespace(device.appsNamespace)
                .withLabel("app.kubernetes.io/name", "shop-web")
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getSpec().getContainers().get(0).getImage().contains("nginx"))
                .count();
        assertEquals(2, serving);
    }

    @Test
    void anAppThatSaysSoGoesBackFromABadImageUntilItChanges() {
        device.converged(device.backEnd.patch(Documents.shop(device.range(0, 3))));
        String good = device.container("shop-web").getImage();
        device.rig.kubelet().fail(BROKEN, PodFailure.IMAGE_PULL_BACK_OFF);

        long version =
                device.backEnd.patch("{\"apps\":{\"shop\":{\"onFailure\":\"rollBack\",\"tiers\":{\"web\":{\"image\":"
                        + "\"broken.example/web:2\"}}}}}");

        JsonObject reported = device.problem("AppRolledBack");
        assertEquals(good, device.container("shop-web").getImage());
        assertEquals("409", BackEnd.text(reported, "apps.ac"));
        assertEquals(Long.toString(version), BackEnd.text(reported, "apps.av"));
        assertTrue(BackEnd.text(reported, "apps.ad").contains("ImagePull"), reported::toString);
        assertEquals(device.ip(0), device.address("shop-web"));

        device.rig.kubelet().heal(BROKEN);
        device.converged(device.backEnd.patch(
                "{\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"broken.example/web:3\"}}}}}"));
        assertEquals("broken.example/web:3", device.container("shop-web").getImage());
    }

    @Test
    void aTierIsStartedAfterWhatItNeedsAndIsReachedByNobodyElse() {
        device.rig.kubelet().fail(BROKEN, PodFailure.CRASH_LOOP_BACK_OFF);
        device.backEnd.patch("{\"schema\":1,\"apps\":{\"shop\":{\"tiers\":{"
                + "\"web\":{\"image\":\"registry.example/web:1\",\"needs\":\"db\"},"
                + "\"db\":{\"image\":\"broken.example/db:1\",\"ports\":\"5432\"}}}}}");
        device.backEnd.await(
                "the tier says what it waits for",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.shop.tiers.web.message").contains("waits for tier db")
                        && BackEnd.text(now, "workloads.shop.tiers.db.code").equals("CrashLoop"));
        assertEquals(1, deployments());

        device.rig.kubelet().heal(BROKEN);
        JsonObject ready = device.backEnd.await(
                "both are ready",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.shop.phase").equals("Ready"));
        assertEquals("shop-db." + device.appsNamespace + ".svc", BackEnd.text(ready, "workloads.shop.tiers.db.dns"));
        assertEquals(2, deployments());
        NetworkPolicy policy = device.admin()
                .network()
                .v1()
                .networkPolicies()
                .inNamespace(device.appsNamespace)
                .withName("shop-db")
                .get();
        assertEquals(
                "shop-web",
                policy.getSpec()
                        .getIngress()
                        .get(0)
                        .getFrom()
                        .get(0)
                        .getPodSelector()
                        .getMatchLabels()
                        .get("app.kubernetes.io/name"));
    }

    private int deployments() {
        return device.admin()
                .apps()
                .deployments()
                .inNamespace(device.appsNamespace)
                .list()
                .getItems()
                .size();
    }

    private void assertTold(String code, String words) {
        JsonObject reported = device.backEnd.await(
                code + " is told",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.tiers.web.code").equals(code));
        assertTrue(BackEnd.text(reported, "workloads.web.tiers.web.message").contains(words), reported::toString);
    }

    private void assertReady() {
        device.backEnd.await(
                "the tier is ready",
                EndToEnd.SOON,
                now -> BackEnd.text(now, "workloads.web.phase").equals("Ready"));
    }
}
