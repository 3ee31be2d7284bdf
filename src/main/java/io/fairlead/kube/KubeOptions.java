package io.fairlead.kube;

import io.fairlead.model.Platform;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster, and the namespaces in it.
 *
 * @param kubeconfig the kubeconfig file; empty for the cluster that the module itself runs in
 * @param appsNamespaces the namespaces of the apps
 * @param moduleNamespace the namespace that holds the ledger
 * @param metalLbNamespace MetalLB's namespace
 * @param dns how to query the cluster's DNS
 * @param platform the kind of cluster; empty to detect it
 */
public record KubeOptions(
        Optional<Path> kubeconfig,
        Set<String> appsNamespaces,
        String moduleNamespace,
        String metalLbNamespace,
        Names dns,
        Optional<Platform> platform) {

    /** The namespace of MetalLB's own manifests. */
    public static final String METALLB_NAMESPACE = "metallb-system";

    /** Copies the namespaces. */
    public KubeOptions {
        appsNamespaces = Set.copyOf(appsNamespaces);
    }

    /** Options with the DNS server of the cluster's own Service. */
    public KubeOptions(
            Optional<Path> kubeconfig, Set<String> appsNamespaces, String moduleNamespace, String metalLbNamespace) {
        this(kubeconfig, appsNamespaces, moduleNamespace, metalLbNamespace, Names.DEFAULT, Optional.empty());
    }

    /**
     * How to query the cluster's DNS for the names that Fairlead added to it.
     *
     * @param server the server; empty for port 53 of the cluster IP of the Service {@code kube-system/kube-dns}
     * @param deadline how long a wrong answer is tolerated
     */
    public record Names(Optional<InetSocketAddress> server, Duration deadline) {

        /**
         * The defaults. The deadline is longer than a change can take: the kubelet updates a ConfigMap in a pod within 60 s
         * plus the time of its cache
         * (<a href="https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically">mounted
         * ConfigMaps</a>), and CoreDNS reloads it within 45 s (<a href="https://coredns.io/plugins/reload/">reload</a>).
         */
        public static final Names DEFAULT = new Names(Optional.empty(), Duration.ofMinutes(3));
    }
}
