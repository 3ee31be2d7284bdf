package io.fairlead.rig.nodes;

import io.fairlead.rig.Regime;
import io.fairlead.rig.RigBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The executables of whole nodes.
 *
 * @param common those of every cluster of the rig
 * @param kubelet Kubernetes' agent
 * @param kubeProxy leads cluster IPs and LoadBalancer IPs to pods
 * @param scheduler gives pods their nodes
 * @param speaker MetalLB's speaker
 * @param app the program of the tests' apps, see rig/nodes/app
 */
record NodeParts(RigBinaries common, Path kubelet, Path kubeProxy, Path scheduler, Path speaker, Path app) {

    private static final List<String> TOOLS =
            List.of("containerd", "runc", "ctr", "ip", "iptables", "conntrack", "nsenter", "unshare", "tar");

    /** Those of the versions named in {@code rig/versions}; empty unless every one of them is there. */
    static Optional<NodeParts> find() {
        Map<String, String> versions = RigBinaries.versions();
        Path home = RigBinaries.home();
        Path node = home.resolve("node-" + versions.get("KUBERNETES"));
        return RigBinaries.find(Regime.CRD)
                .map(common -> new NodeParts(
                        common,
                        node.resolve("kubelet"),
                        node.resolve("kube-proxy"),
                        node.resolve("kube-scheduler"),
                        home.resolve("speaker-" + versions.get("METALLB")).resolve("speaker"),
                        home.resolve("node-app-" + versions.get("NODE_APP")).resolve("app")))
                .filter(NodeParts::complete);
    }

    String metalLbVersion() {
        return java.util.Objects.requireNonNull(RigBinaries.versions().get("METALLB"));
    }

    private boolean complete() {
        return Stream.of(kubelet, kubeProxy, scheduler, speaker, app).allMatch(Files::isExecutable);
    }

    /** What has to be installed or built first, in a sentence that says how; empty where nothing has to. */
    static Optional<String> missing() {
        List<String> missing = TOOLS.stream().filter(tool -> !onPath(tool)).toList();
        if (!missing.isEmpty()) {
            return Optional.of("whole nodes need " + String.join(", ", missing) + "; run rig/setup as root");
        }
        if (!Files.isExecutable(cni().resolve("ptp"))) {
            return Optional.of("whole nodes need CNI's plugins in " + cni() + "; run rig/setup as root");
        }
        return find().isPresent()
                ? Optional.empty()
                : Optional.of("the parts of whole nodes are missing; run rig/provision nodes");
    }

    /** Why whole nodes cannot run here, whatever is installed; empty where they can. */
    static Optional<String> impossible() {
        Command.Outcome asked = Command.attempt(List.of(
                RigBinaries.projectFolder().resolve("rig/nodes/possible").toString()));
        return asked.status() == 0 ? Optional.empty() : Optional.of(asked.output());
    }

    /** Where Debian puts the CNI plugins. */
    static Path cni() {
        return Path.of("/usr/lib/cni");
    }

    private static boolean onPath(String tool) {
        return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/usr/local/sbin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
