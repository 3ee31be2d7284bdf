package io.fairlead.bench;

import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.rig.nodes.NodeRig;
import io.fairlead.rig.nodes.WholeNode;
import java.io.IOException;
import java.time.Duration;

/**
 * What a client misses while nodes are without power.
 *
 * @param device the device
 * @param shop the app of Fairlead
 * @param rows where the figures go
 */
record PowerCuts(NodeDevice device, ShopTwin shop, Rows rows) {

    private static final Duration OFF = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMinutes(2);

    void run() throws IOException, InterruptedException {
        NodeRig rig = device.rig();
        String announcer = announcer();
        for (WholeNode node : rig.nodes()) {
            boolean announces = node.name().equals(announcer);
            rows.fairlead(
                    (announces ? "the node that announces the address" : "the other node")
                            + " is without power for 60 s",
                    () -> {
                        node.powerOff();
                        Thread.sleep(OFF);
                        node.powerOn();
                        rig.awaitNodes();
                        converged();
                    });
        }
        rows.fairlead("both nodes reboot at once, without the hub", () -> {
            device.hub().stop();
            rig.nodes().forEach(WholeNode::powerOff);
            rig.nodes().forEach(WholeNode::powerOn);
            Eventually.holds(
                    "the app answers",
                    SOON,
                    () -> rig.get("http://" + ShopTwin.IP + ":8080/").startsWith("pod="));
        });
        device.hub().reopen();
        converged();
    }

    /** The node that MetalLB reports. */
    private String announcer() {
        return device
                .rig()
                .admin()
                .genericKubernetesResources("metallb.io/v1beta1", "ServiceL2Status")
                .inAnyNamespace()
                .withLabel("metallb.io/service-name", "shop-web")
                .list()
                .getItems()
                .stream()
                .map(status -> status.get("status", "node").toString())
                .findFirst()
                .orElseThrow();
    }

    private void converged() {
        shop.await(
                "converged",
                reported -> device.twin().listening()
                        && ShopTwin.text(reported, "status").contains("\"phase\":\"Converged\""));
    }
}
