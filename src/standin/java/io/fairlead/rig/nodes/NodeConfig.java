package io.fairlead.rig.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what the parts of one node are configured by, see {@code rig/nodes/node}.
 *
 * @param node the node
 * @param parts the executables
 * @param pki signs its certificates
 */
record NodeConfig(WholeNode node, NodeParts parts, Pki pki) {

    static final String DNS_IP = "172.28.0.10";

    void write(List<WholeNode> all) {
        Path config = node.folder().resolve("config");
        try {
            Files.createDirectories(config);
            Files.writeString(node.folder().resolve("name"), node.name() + "\n");
            Files.writeString(node.folder().resolve("parts"), partsFile(all));
            Files.writeString(config.resolve("containerd.toml"), containerd());
            Files.writeString(config.resolve("cni.conflist"), cni());
            Files.writeString(config.resolve("kubelet.yaml"), kubelet());
            Files.writeString(config.resolve("kube-proxy.yaml"), kubeProxy());
            Files.writeString(config.resolve("resolv.conf"), "nameserver " + Lan.HERE + "\n");
            Path unusedKubelet = pki.kubeconfig(
                    config.resolve("kubelet.kubeconfig"), "system:node:" + node.name(), List.of("system:nodes"));
            Path unusedProxy = pki.kubeconfig(config.resolve("kube-proxy.kubeconfig"), "system:kube-proxy", List.of());
            Files.copy(pki.caFile(), config.resolve("ca.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String partsFile(List<WholeNode> all) {
        List<String> routes = all.stream()
                .filter(other -> !other.name().equals(node.name()))
                .map(other -> other.pods() + "@" + other.address())
                .toList();
        return """
                KUBELET=%s
                KUBE_PROXY=%s
                ADDRESS=%s
                GATEWAY=%s
                PODS=%s
                ROUTES="%s"
                """.formatted(
                        parts.kubelet(),
                        parts.kubeProxy(),
                        Lan.withPrefix(node.address()),
                        Lan.HERE,
                        WholeNode.PODS,
                        String.join(" ", routes));
    }

    private String containerd() {
        return """
                version = 2
                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%s"
                  # No CAP_SYS_RESOURCE is needed this way.
                  restrict_oom_score_adj = true
                [plugins."io.containerd.grpc.v1.cri".containerd]
                  snapshotter = "overlayfs"
                [plugins."io.containerd.grpc.v1.cri".cni]
                  bin_dir = "%s"
                  conf_dir = "/etc/cni/net.d"
                """.formatted(Images.PAUSE, NodeParts.cni());
    }

    /** A routed cable a pod: no bridge, so that answers pass the node's connection tracking. */
    private String cni() {
        return """
                {
                  "cniVersion": "0.4.0",
                  "name": "rig",
                  "plugins": [
                    {
                      "type": "ptp",
                      "ipam": {
                        "type": "host-local",
                        "ranges": [[{"subnet": "%s"}]],
                        "routes": [{"dst": "0.0.0.0/0"}]
                      }
                    },
                    {"type": "portmap", "capabilities": {"portMappings": true}}
                  ]
                }
                """.formatted(node.pods());
    }

    private static String kubelet() {
        return """
                apiVersion: kubelet.config.k8s.io/v1beta1
                kind: KubeletConfiguration
                authentication:
                  anonymous: {enabled: false}
                  webhook: {enabled: false}
                  x509: {clientCAFile: /mnt/config/ca.pem}
                authorization: {mode: AlwaysAllow}
                cgroupDriver: cgroupfs
                failCgroupV1: false
                failSwapOn: false
                clusterDNS: ["%s"]
                clusterDomain: cluster.local
                resolvConf: /mnt/config/resolv.conf
                containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
                imageServiceEndpoint: unix:///run/containerd/containerd.sock
                oomScoreAdj: 0
                maxOpenFiles: 65536
                serializeImagePulls: false
                registryPullQPS: 0
                syncFrequency: 5s
                imageGCHighThresholdPercent: 100
                imageGCLowThresholdPercent: 99
                evictionHard: {memory.available: "0%%", nodefs.available: "0%%", imagefs.available: "0%%"}
                """.formatted(DNS_IP);
    }

    /** Connection tracking's limits are the whole machine's, so none is set. */
    private static String kubeProxy() {
        return """
                apiVersion: kubeproxy.config.k8s.io/v1alpha1
                kind: KubeProxyConfiguration
                mode: iptables
                clientConnection: {kubeconfig: /mnt/config/kube-proxy.kubeconfig}
                clusterCIDR: %s
                oomScoreAdj: 0
                conntrack:
                  maxPerCore: 0
                  min: 0
                  tcpCloseWaitTimeout: 0s
                  tcpEstablishedTimeout: 0s
                """.formatted(WholeNode.PODS);
    }
}
