package io.fairlead.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NeedsNodes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reasons why a tier is not Ready, each with a real cause: what the tier says, and whether the client is answered. */
@NeedsNodes
@Tag("long")
class TierReasonsIT extends OnDevice {

    @AfterEach
    void deleteServiceMadeByHand() {
        var unused = device.rig
                .admin()
                .services()
                .inNamespace("default")
                .withName("by-hand")
                .delete();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|\"image\": \"fairlead.invalid/nothing:1\"|, ImagePull",
                "|\"args\": \"crash\"|, CrashLoop",
                "|\"nodeSelector\": \"nobody=here\"|, Unschedulable"
            })
    void aVersionThatDoesNotStartSaysWhyAndThePodsOfBeforeAnswer(String setting, String code) {
        JsonObject unusedBefore = device.converged(device.replace(Shop.withoutProbe("\"replicas\": 1")));
        long unused = device.patch(web(setting));
        says(code);
        // A program that ends at once is ready for a moment, again and again, and is sent connections then.
        Eventually.holds(
                "the pods of before answer meanwhile",
                Device.SOON,
                () -> device.rig.get(Shop.URL).startsWith("pod=shop-web"));
    }

    @Test
    void aPodWhoseProbeFailsGetsNoTraffic() {
        long unused = device.replace(Shop.withoutProbe("\"probe\": {\"tcp\": \"9\"}"));
        says("NoEndpoints");
        assertThrows(IllegalStateException.class, () -> device.rig.get(Shop.URL));

        JsonObject unusedWell = device.converged(device.patch(web("\"probe\": {\"tcp\": \"8080\"}")));
        assertTrue(device.rig.get(Shop.URL).startsWith("pod=shop-web"));
    }

    /**
     * The client has not asked for this address before, so that no answer comes of what it remembers. A pod is answered all the
     * same, by the rules of its own node: to ask from a pod shows nothing of the LAN.
     */
    @Test
    void anAddressThatNoNodeAnnouncesIsNotReachedFromTheLan() throws Exception {
        String address = "10.126.75.209";
        long unused = device.replace(Shop.with("\"address\": \"" + address + "\"")
                .replace("{\"addresses\"", "{\"nodes\": \"nobody\", \"addresses\""));
        says("NotAdvertised");
        assertThrows(IllegalStateException.class, () -> device.rig.get(Shop.url(address)));
        String inPod = device.getInPodOf("shop-db", Shop.url(address));
        assertTrue(inPod.startsWith("pod=shop-web"), inPod);

        JsonObject unusedWell = device.converged(
                device.patch("{\"network\": {\"services\": {\"pools\": {\"default\": {\"nodes\": null}}}}}"));
        assertTrue(device.rig.get(Shop.url(address)).startsWith("pod=shop-web"));
    }

    /** What docs/decisions/0021 says: nothing in the cluster knows of that machine, so the tier stays Ready. */
    @Test
    void anotherMachineOnTheLanWithTheAddressIsNotSeenByTheCluster() {
        String address = "10.126.75.207";
        JsonObject unused = device.converged(device.replace(Shop.with("\"address\": \"" + address + "\"")));
        Runnable switchOff = device.rig.anotherMachine(address);
        try {
            assertThrows(IllegalStateException.class, () -> device.rig.get(Shop.url(address)));
            assertEquals("Ready", Device.text(device.reported(), "workloads.shop.tiers.web.phase"));
        } finally {
            switchOff.run();
        }
        Eventually.holds(
                "the address answers again",
                Device.SOON,
                () -> device.rig.get(Shop.url(address)).startsWith("pod=shop-web"));
    }

    @Test
    void aTierForWhichNoAddressIsLeftSaysSoAndTheOtherIsAnswered() {
        JsonObject unused = device.converged(
                device.replace(Shop.with("\"replicas\": 1").replace("206-10.126.75.210", "206-10.126.75.207")));
        serviceMadeByHand("10.126.75.207");
        long unusedToo = device.patch("{\"apps\": {\"more\": {\"image\": \"" + Device.IMAGE
                + "\", \"expose\": \"external\", \"ports\": \"8080\"}}}");
        JsonObject unusedCode = device.await(
                "the report says PoolExhausted",
                reported -> Device.text(reported, "problems").contains("PoolExhausted"));
        assertTrue(device.rig.get(Shop.URL).startsWith("pod=shop-web"));
    }

    @Test
    void anAddressThatAServiceMadeByHandHasIsNotTakenFromIt() {
        converged("\"replicas\": 1");
        serviceMadeByHand("10.126.75.208");
        long unused = device.patch(web("\"address\": \"10.126.75.208\""));
        JsonObject unusedCode = device.await(
                "the app says AddressTaken",
                reported -> Device.text(reported, "workloads.shop.code").equals("AddressTaken"));
        assertTrue(device.rig.get(Shop.URL).startsWith("pod=shop-web"));
    }

    private void serviceMadeByHand(String address) {
        Service byHand = device.rig
                .admin()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("by-hand")
                        .withNamespace("default")
                        .addToAnnotations("metallb.io/loadBalancerIPs", address)
                        .endMetadata()
                        .withNewSpec()
                        .withType("LoadBalancer")
                        .addNewPort()
                        .withPort(8080)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        Eventually.holds(
                "it has the address",
                Device.SOON,
                () -> device.rig
                        .admin()
                        .resource(byHand)
                        .get()
                        .getStatus()
                        .toString()
                        .contains(address));
    }

    private void converged(String web) {
        JsonObject unused = device.converged(device.replace(Shop.with(web)));
    }

    /** A cause that a controller may still mend has its code after a minute only. */
    private void says(String code) {
        JsonObject unused = device.await(
                "the tier says " + code,
                Duration.ofMinutes(2),
                reported ->
                        Device.text(reported, "workloads.shop.tiers.web.code").equals(code));
    }

    private static String web(String settings) {
        return "{\"apps\": {\"shop\": {\"tiers\": {\"web\": {" + settings + "}}}}}";
    }
}
