package io.fairlead.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NeedsNodes;
import io.fairlead.rig.nodes.Requests;
import io.fairlead.rig.nodes.Requests.Answer;
import io.fairlead.rig.nodes.WholeNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client misses while things change: nothing. A busy machine spoils this, so it is not for every run. */
@NeedsNodes
@Tag("long")
class ChangesIT extends OnDevice {

    /** A minute on a machine that does nothing else. */
    private static final Duration AFTER_POWER_CUT = Duration.ofMinutes(3);

    @Test
    void nothingIsMissedWhileAPoolGrowsAnEditIsRefusedAndTheModuleIsKilled() {
        JsonObject unusedFirst = device.converged(device.replace(Shop.with("\"replicas\": 2")));
        try (Requests requests = new Requests(device.rig, Shop.URL, Duration.ofMillis(20))) {
            Eventually.holds(
                    "the client asks", Device.SOON, () -> requests.answers().size() > 50);
            long from = System.currentTimeMillis();
            JsonObject unusedGrown = device.converged(device.patch(Shop.pool("10.126.75.206-10.126.75.215")));
            long unused = device.patch(Shop.pool("10.126.75.210-10.126.75.215"));
            JsonObject unusedRefused = device.await(
                    "the edit is refused", reported -> reported.toString().contains("AddressInUse"));
            device.node.killModule();
            Eventually.holds(
                    "the module is gone", Device.SOON, () -> !device.node.twin().listening());
            device.node.awaitConnected();

            List<Answer> asked = requests.since(from);
            assertTrue(asked.size() > 200, () -> "only " + asked.size() + " requests");
            List<Answer> missed = asked.stream().filter(answer -> !answer.ok()).toList();
            assertEquals(List.of(), missed);
        }
    }

    /** Without the hub the module knows only its ledger, and all that it created is in the cluster's store. */
    @Test
    void afterAPowerCutOfBothNodesWithoutTheHubAllIsAsBefore() throws Exception {
        long version = device.replace(Shop.withName("\"replicas\": 2"));
        JsonObject before = device.converged(version);
        device.node.hub().stop();
        try {
            device.rig.nodes().forEach(WholeNode::powerOff);
            device.rig.killApiServer();
            device.rig.startApiServer();
            long back = System.nanoTime();
            device.rig.nodes().forEach(WholeNode::powerOn);
            Eventually.holds(
                    "the app answers",
                    AFTER_POWER_CUT,
                    () -> device.rig.get(Shop.URL).startsWith("pod=shop-web"));
            System.err.printf("the app answers %.1f s after the API server%n", (System.nanoTime() - back) / 1e9);
            Eventually.holds(
                    "the name is answered",
                    AFTER_POWER_CUT,
                    () -> device.rig.resolve(Shop.NAME, Shop.DNS).equals(Shop.IP));
            System.err.printf("the name is answered %.1f s after it%n", (System.nanoTime() - back) / 1e9);
        } finally {
            device.node.hub().reopen();
        }
        device.node.awaitConnected();
        JsonObject after = device.converged(version);
        for (String part : List.of("network", "apps", "workloads")) {
            assertEquals(before.get(part), after.get(part), part);
        }
    }
}
