package io.fairlead.model;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What kind of cluster the device has, in the words of {@code device.platform}. What holds for one kind alone is asked here.
 */
public enum Platform {
    /** An Azure Stack Edge. */
    AzureStackEdge,
    /** AKS Edge Essentials, on Windows. */
    AksEdgeEssentials,
    /** AKS on Azure Local. */
    AksArc,
    /** RKE2. */
    Rke2,
    /** K3s. */
    K3s,
    /** MicroK8s. */
    MicroK8s,
    /** Any other, or one that was not recognised. */
    Kubernetes;

    private static final Set<Integer> DEVICE_PORTS = Set.of(31000, 31001, 35000, 35001);

    /** What a platform is recognised by. */
    private record Row(Platform platform, Predicate<Signs> sign) {}

    /**
     * The more special first, since AKS Edge Essentials runs K3s. An Azure Stack Edge has a namespace of the system of its own (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-kubernetes-rbac">Kubernetes RBAC</a>), and where
     * namespaces may not be seen the API server's name. AKS Edge Essentials calls its nodes after the machine (<a
     * href="https://learn.microsoft.com/azure/aks/aksarc/aks-edge-howto-setup-nested-environment">example</a>); those of AKS on Azure
     * Local begin with the name of the service that makes their machines. The others say it in their version or a label.
     */
    private static final List<Row> TABLE = List.of(
            new Row(AzureStackEdge, signs -> signs.namespaces().contains("dbe-namespace")),
            new Row(AzureStackEdge, signs -> signs.server().endsWith(".microsoftdatabox.com")),
            new Row(AksEdgeEssentials, signs -> signs.anyNode(name -> name.endsWith("-ledge"))),
            new Row(AksEdgeEssentials, signs -> signs.anyNode(name -> name.endsWith("-wedge"))),
            new Row(AksArc, signs -> signs.anyNode(name -> name.startsWith("moc-"))),
            new Row(Rke2, signs -> signs.version().contains("+rke2")),
            new Row(K3s, signs -> signs.version().contains("+k3s")),
            new Row(MicroK8s, signs -> signs.nodeLabels().contains("microk8s.io/cluster")));

    /**
     * What a cluster shows of its kind; what may not be read is empty.
     *
     * @param server the API server's host
     * @param version the API server's version ({@code v1.28.3+k3s1})
     * @param namespaces the names of its namespaces
     * @param nodes the names of its nodes
     * @param nodeLabels the keys of the labels of its nodes
     */
    public record Signs(
            String server, String version, Set<String> namespaces, Set<String> nodes, Set<String> nodeLabels) {

        /** Copies the sets. */
        public Signs {
            namespaces = Set.copyOf(namespaces);
            nodes = Set.copyOf(nodes);
            nodeLabels = Set.copyOf(nodeLabels);
        }

        private boolean anyNode(Predicate<String> name) {
            return nodes.stream().anyMatch(name);
        }
    }

    /** The kind that a cluster shows. */
    public static Platform of(Signs signs) {
        return TABLE.stream()
                .filter(row -> row.sign().test(signs))
                .map(Row::platform)
                .findFirst()
                .orElse(Kubernetes);
    }

    /** Whether a port of every node is the device's own: its dashboard's, its registry's, its IoT Edge proxy's. */
    public boolean isReserved(int port) {
        return this == AzureStackEdge && DEVICE_PORTS.contains(port);
    }

    /**
     * Whether the cluster IPs of the API server and of CoreDNS are known without looking (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-2407-release-notes">release notes</a>).
     */
    public boolean hasReservedAddresses() {
        return this == AzureStackEdge;
    }

    /** Whether the ranges of node IPs and of external service IPs are typed into a page of the device. */
    public boolean hasComputePage() {
        return this == AzureStackEdge;
    }

    /** Whether no device of the kind has more memory and CPU than the largest, which is known. */
    public boolean hasLargestDevice() {
        return this == AzureStackEdge;
    }
}
