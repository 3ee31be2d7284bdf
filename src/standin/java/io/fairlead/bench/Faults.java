package io.fairlead.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NodeDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What a client misses while parts fail or restart.
 *
 * @param device the device
 * @param shop the app of Fairlead
 * @param hand the app of the operator
 * @param rows where the figures go
 */
record Faults(NodeDevice device, ShopTwin shop, ByHand hand, Rows rows) {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration AWAY = Duration.ofSeconds(30);

    void run() throws IOException, InterruptedException {
        rows.each(
                "one of two pods is deleted",
                () -> device.rig()
                        .admin()
                        .resource(first(NodeDevice.APPS, "shop-web"))
                        .delete(),
                () -> device.rig().admin().resource(first("default", "hand")).delete());
        settled();
        rows.each(
                "the container of one of two pods is killed",
                () -> device.kill(first(NodeDevice.APPS, "shop-web")),
                () -> device.kill(first("default", "hand")));
        settled();
        rows.both("MetalLB's speakers restart", () -> hand.restart("metallb-system", "daemonset/speaker"));
        rows.both("MetalLB's controller restarts", () -> hand.restart("metallb-system", "deployment/controller"));
        rows.both("CoreDNS restarts", () -> hand.restart("kube-system", "deployment/coredns"));
        rows.both("the API server is away for 30 s", () -> {
            device.rig().killApiServer();
            Thread.sleep(AWAY);
            device.rig().startApiServer();
        });
        rows.fairlead("the module is killed", () -> {
            device.killModule();
            Eventually.holds("the module is gone", SOON, () -> !device.twin().listening());
            device.awaitConnected();
        });
        rows.fairlead("the hub is away for 30 s", () -> {
            device.hub().stop();
            Thread.sleep(AWAY);
            device.hub().reopen();
            device.awaitConnected();
        });
    }

    private Pod first(String namespace, String prefix) {
        return pods(namespace, prefix).get(0);
    }

    private void settled() {
        Eventually.holds(
                "all pods are ready", SOON, () -> ready(NodeDevice.APPS, "shop-web") && ready("default", "hand"));
    }

    private boolean ready(String namespace, String prefix) {
        List<Pod> now = pods(namespace, prefix);
        return now.size() == 2 && now.stream().allMatch(Faults::isReady);
    }

    private List<Pod> pods(String namespace, String prefix) {
        return device.rig().admin().pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
                .toList();
    }

    private static boolean isReady(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
