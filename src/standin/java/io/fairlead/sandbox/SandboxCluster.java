package io.fairlead.sandbox;

import io.fairlead.rig.RigCluster;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cluster of a sandbox.
 *
 * @param kubeconfig how to reach it
 * @param namespace where the module keeps its ledger
 * @param title what it is, in a few words
 * @param settings what the module needs beside, as environment variables
 * @param answers whether containers run, so that this machine gets an answer at an external address
 * @param end ends it
 */
record SandboxCluster(
        Path kubeconfig, String namespace, String title, Map<String, String> settings, boolean answers, Runnable end) {

    /** A stand-in inside this process, which plays Kubernetes' controllers and MetalLB. */
    static SandboxCluster embedded(Path folder, Consumer<String> events) {
        ApiServerStandIn server = ApiServerStandIn.start(folder);
        server.onEvent(events);
        return new SandboxCluster(
                server.kubeconfig(),
                "fairlead",
                "a stand-in in this process; it plays the deployment controller, MetalLB and CoreDNS, and no container runs",
                Map.of("FAIRLEAD_DNS_SERVER", "127.0.0.1:" + server.dns().getPort()),
                false,
                server::close);
    }

    /** The real API server and MetalLB of the test rig; its kubelet is a stand-in. */
    static SandboxCluster rig() {
        RigCluster rig = RigCluster.shared();
        return new SandboxCluster(
                rig.adminKubeconfig(),
                "default",
                "a real API server, controller manager and MetalLB controller; kubelet is a stand-in and no container runs",
                Map.of(),
                false,
                () -> {});
    }

    /** Two whole nodes; the module is a pod of theirs. */
    static SandboxCluster nodes(NodeDevice device) {
        return new SandboxCluster(
                device.rig().adminKubeconfig(),
                NodeDevice.NAMESPACE,
                "two nodes with kubelet, containerd and kube-proxy, MetalLB and CoreDNS as pods; the module is a pod",
                Map.of(),
                true,
                () -> {});
    }

    /** A cluster of the user's. */
    static SandboxCluster of(Path kubeconfig) {
        return new SandboxCluster(kubeconfig, "default", "the cluster of " + kubeconfig, Map.of(), false, () -> {});
    }
}
