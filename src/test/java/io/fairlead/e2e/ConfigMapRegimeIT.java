package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.Regime;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The network's main cases where MetalLB reads its pools from a ConfigMap, on the Kubernetes of its time. */
@NeedsRig
class ConfigMapRegimeIT {

    private static final String FOREIGN = """
            # typed by hand, and to stay as it is
            address-pools:
              - {name: "office",   protocol: 'layer2', addresses: [198.51.100.200/32]}   # door
            # the end
            bgp-communities: {}
            """;

    private final EndToEnd device = new EndToEnd(Regime.CONFIG_MAP);

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void poolsLiveInTheTextOfOthersAndAddressesStay() throws Exception {
        device.rig.configureMetalLb(FOREIGN);
        Mark start = device.rig.audit().mark();
        device.module.start();
        JsonObject reported = device.converged(device.backEnd.replace(document(0, 1)));
        assertEquals("MetalLB (ConfigMap)", BackEnd.text(reported, "device.loadBalancer"));
        String address = device.awaitAddress("web");
        assertEquals(device.ip(0), address);
        assertForeignIsUntouched();

        device.converged(device.backEnd.replace(document(0, 3)));
        assertTrue(text().contains(device.range(0, 3)), text());
        assertForeignIsUntouched();
        Mark calm = device.rig.audit().mark();

        device.backEnd.replace(document(1, 3));
        assertTrue(device.problem("AddressInUse").toString().contains(address));
        assertTrue(text().contains(device.range(0, 3)), text());
        long version = device.backEnd.replace(document(0, 3));
        device.converged(version);
        assertTrue(device.objectWritesSince(calm).isEmpty(), () -> "nothing was to be written");

        device.admin().resource(device.service("web").orElseThrow()).delete();
        Eventually.holds(
                "the Service is back with its address",
                EndToEnd.SOON,
                () -> device.address("web").equals(address));
        assertTrue(Collections.disjoint(RightsUsedIT.OF_THE_CONFIG_MAP, UsedRights.unused(device, start, "pools")));
        device.module.kill();
        device.rig.metalLb().restart();
        device.module.start();
        device.converged(version);
        assertEquals(address, device.address("web"));
        assertForeignIsUntouched();
    }

    @Test
    void aTextThatMetalLbRefusesIsPutBackBeforeARestartTakesAddressesAway() throws Exception {
        device.rig.configureMetalLb(FOREIGN);
        device.module.start();
        long version = device.backEnd.replace(document(0, 1));
        device.converged(version);
        String address = device.awaitAddress("web");
        String good = text();

        device.module.kill();
        device.rig.configureMetalLb(good.replace(device.range(0, 1), device.range(1, 1)));
        Eventually.holds(
                "MetalLB refuses the text",
                EndToEnd.SOON,
                () -> device.rig.metalLb().stale());
        assertEquals(address, device.address("web"));
        device.module.start();
        Eventually.holds("the text is put back", EndToEnd.SOON, () -> text().equals(good));
        Eventually.holds(
                "MetalLB takes it", EndToEnd.SOON, () -> !device.rig.metalLb().stale());
        device.rig.metalLb().restart();
        device.converged(version);
        assertEquals(address, device.address("web"));

        device.rig.configureMetalLb(good.replace("protocol: 'layer2'", "protocol: 'layer2', x: 1"));
        assertTrue(device.problem("Conflict").toString().contains("a pool has no key x"));
        device.rig.configureMetalLb(good);
        device.converged(version);
        assertEquals(good, text());
    }

    @Test
    void bgpSessionsLiveInTheTextAndMetalLbTakesIt() throws Exception {
        device.rig.configureMetalLb(FOREIGN);
        device.module.start();
        device.converged(device.backEnd.replace(document(0, 1)));
        String address = device.awaitAddress("web");

        device.converged(device.backEnd.replace(routed("\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512}")));
        assertTrue(
                text().contains("- &fairlead-tor1\n  peer-address: 198.51.100.1\n  peer-asn: 64512\n  my-asn: 64513\n"),
                text());
        assertTrue(text().contains("protocol: bgp"), text());
        assertTakenByMetalLb(address);
        Mark calm = device.rig.audit().mark();
        long version = device.backEnd.replace(routed("\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512}")
                .replace("{\"schema\"", "{ \"schema\""));
        device.converged(version);
        assertTrue(device.objectWritesSince(calm).isEmpty(), () -> "nothing was to be written");

        device.backEnd.replace(
                routed(
                        "\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512, \"bfd\": true, \"passwordSecret\": \"tor1\"}"));
        assertEquals(
                List.of("network.bgp.peers.tor1.bfd", "network.bgp.peers.tor1.passwordSecret"),
                EndToEnd.problemPaths(device.problem("UnsupportedSetting")));

        String withOurs = text();
        device.rig.configureMetalLb(withOurs.replace(
                "- &fairlead-tor1",
                "- {peer-address: 198.51.100.9, peer-asn: 64999, my-asn: 64513}\n- &fairlead-tor1"));
        device.backEnd.replace(routed("\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512, \"holdTime\": 15}"));
        assertTrue(device.problem("Conflict").toString().contains("BGPPeer metallb-system/198.51.100.9"));
        device.rig.configureMetalLb(withOurs);
        device.backEnd.await(
                "the change comes into force",
                EndToEnd.SOON,
                reported -> BackEnd.text(reported, "status.phase").equals("Converged")
                        && text().contains("hold-time: \"15s\""));
        assertTakenByMetalLb(address);

        device.converged(device.backEnd.replace(document(0, 1)));
        assertFalse(text().contains("peer"), text());
        assertTakenByMetalLb(address);
        assertForeignIsUntouched();
    }

    /** MetalLB takes the text, also after a restart, and the Service keeps its address. */
    private void assertTakenByMetalLb(String address) throws Exception {
        device.rig.metalLb().restart();
        Eventually.holds(
                "MetalLB takes the text",
                EndToEnd.SOON,
                () -> !device.rig.metalLb().stale());
        assertEquals(address, device.address("web"));
    }

    private String routed(String peers) {
        return document(0, 1)
                .replace("\"addresses\"", "\"advertise\": \"bgp\", \"addresses\"")
                .replace(
                        "\"network\": {", "\"network\": {\"bgp\": {\"localAsn\": 64513, \"peers\": {" + peers + "}}, ");
    }

    private String text() {
        return device.rig.metalLbConfiguration();
    }

    private void assertForeignIsUntouched() {
        String[] parts = FOREIGN.split("(?<=# door\n)", 2);
        assertTrue(text().startsWith(parts[0]), text());
        assertTrue(text().endsWith(parts[1]), text());
        assertFalse(text().equals(FOREIGN));
    }

    private String document(int first, int last) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "http=80"}}}
                """.formatted(device.range(first, last));
    }
}
