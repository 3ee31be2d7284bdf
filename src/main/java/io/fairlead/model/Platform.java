package io.fairlead.model;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The kind of cluster of the device, named as in {@code device.platform}. Rules for one kind only are methods of this
 * type.
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
    /** Any other, or not recognised. */
    Kubernetes;

    private static final Set<Integer> DEVICE_PORTS = Set.of(31000, 31001, 35000, 35001);

    /** A sign by which a platform is recognised. */
    private record Row(Platform platform, Predicate<Signs> sign) {}

    /**
     * The most specific first, because AKS Edge Essentials runs K3s. An Azure Stack Edge has its own system namespace
     * (<a href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-kubernetes-rbac">Kubernetes
     * RBAC</a>); if namespaces may not be read, the API server's name shows it. AKS Edge Essentials names its nodes
     * after the machine (<a
     * href="https://learn.microsoft.com/azure/aks/aksarc/aks-edge-howto-setup-nested-environment">example</a>). Node
     * names of AKS on Azure Local begin with the name of the service that creates their machines. The others have a
     * version or a label.
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
     * The properties of a cluster that show its kind; empty if they may not be read.
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

    /** The kind of cluster with these signs. */
    public static Platform of(Signs signs) {
        return TABLE.stream()
                .filter(row -> row.sign().test(signs))
                .map(Row::platform)
                .findFirst()
                .orElse(Kubernetes);
    }

    /** Whether the device itself uses this port on every node, for its dashboard, registry or IoT Edge proxy. */
    public boolean isReserved(int port) {
        return this == AzureStackEdge && DEVICE_PORTS.contains(port);
    }

    /**
     * Whether the cluster IPs of the API server and of CoreDNS are fixed and known (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-2407-release-notes">release
     * notes</a>).
     */
    public boolean hasReservedAddresses() {
        return this == AzureStackEdge;
    }

    /** Whether an operator enters the ranges of node IPs and external service IPs on a page of the device. */
    public boolean hasComputePage() {
        return this == AzureStackEdge;
    }

    /** Whether the largest device of this kind is known, so that no device has more memory and CPU. */
    public boolean hasLargestDevice() {
        return this == AzureStackEdge;
    }
}
