package io.fairlead.sandbox;

import io.fairlead.rig.RigCluster;
import io.fairlead.rig.nodes.NodeDevice;
import io.fairlead.standin.cluster.ApiServerStandIn;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The cluster of a sandbox.
 *
 * @param kubeconfig how to reach it
 * @param namespace where the module keeps its ledger
 * @param title what it is, in a few words
 * @param dns where its DNS answers this machine, if that is not the Service kube-dns alone
 * @param kubectl the kubectl of its version, if it is not left to the user
 * @param answers whether containers run, the module's too, so that this machine gets an answer at an external address
 * @param end ends it
 */
record SandboxCluster(
        Path kubeconfig,
        String namespace,
        String title,
        Optional<InetSocketAddress> dns,
        Optional<Path> kubectl,
        boolean answers,
        Runnable end) {

    /** A kubectl command that asks it. */
    String ask(String what) {
        return kubectl.map(Path::toString).orElse("kubectl") + " --kubeconfig " + kubeconfig + " " + what;
    }

    /** The command that reads the module's log where the module is a pod. */
    String moduleLog() {
        return ask("-n " + namespace + " logs deploy/fairlead");
    }

    /** A stand-in inside this process, which plays Kubernetes' controllers and MetalLB. */
    static SandboxCluster embedded(Path folder, Consumer<String> events) {
        ApiServerStandIn server = ApiServerStandIn.start(folder);
        server.onEvent(events);
        return new SandboxCluster(
                server.kubeconfig(),
                "fairlead",
                "a stand-in in this process; it plays the deployment controller, MetalLB and CoreDNS, and no container runs",
                Optional.of(server.dns()),
                Optional.empty(),
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
                Optional.empty(),
                Optional.empty(),
                false,
                () -> {});
    }

    /** Two whole nodes; the module is a pod of theirs. */
    static SandboxCluster nodes(NodeDevice device) {
        return new SandboxCluster(
                device.rig().adminKubeconfig(),
                NodeDevice.NAMESPACE,
                "two nodes with kubelet, containerd and kube-proxy, MetalLB and CoreDNS as pods; the module is a pod",
                Optional.empty(),
                Optional.of(device.rig().kubectl()),
                true,
                () -> {});
    }

    /** A cluster of the user's. */
    static SandboxCluster of(Path kubeconfig) {
        return new SandboxCluster(
                kubeconfig,
                "default",
                "the cluster of " + kubeconfig,
                Optional.empty(),
                Optional.empty(),
                false,
                () -> {});
    }
}
