package io.fairlead.kube;

import io.fairlead.model.Platform;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which cluster, and where in it.
 *
 * @param kubeconfig the file that names the cluster; empty for the one the module itself runs in
 * @param appsNamespaces the namespaces of the apps
 * @param moduleNamespace the namespace that holds the ledger
 * @param metalLbNamespace MetalLB's namespace
 * @param dns how the cluster's DNS is asked
 * @param platform what kind of cluster it is; empty where that is to be recognised
 */
public record KubeOptions(
        Optional<Path> kubeconfig,
        Set<String> appsNamespaces,
        String moduleNamespace,
        String metalLbNamespace,
        Names dns,
        Optional<Platform> platform) {

    /** Where MetalLB's own manifests put it. */
    public static final String METALLB_NAMESPACE = "metallb-system";

    /** Copies the namespaces. */
    public KubeOptions {
        appsNamespaces = Set.copyOf(appsNamespaces);
    }

    /** The same with the DNS that the cluster names itself. */
    public KubeOptions(
            Optional<Path> kubeconfig, Set<String> appsNamespaces, String moduleNamespace, String metalLbNamespace) {
        this(kubeconfig, appsNamespaces, moduleNamespace, metalLbNamespace, Names.DEFAULT, Optional.empty());
    }

    /**
     * How the cluster's DNS is asked for the names that were put into it.
     *
     * @param server where; empty for port 53 of the cluster IP of the Service {@code kube-system/kube-dns}
     * @param deadline how long a wrong answer is waited out
     */
    public record Names(Optional<InetSocketAddress> server, Duration deadline) {

        /**
         * Longer than a change takes at most: the kubelet writes a changed ConfigMap into a pod within 60 s and its cache's
         * time (<a href="https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically">mounted
         * ConfigMaps</a>), and CoreDNS reads it within 45 s (<a href="https://coredns.io/plugins/reload/">reload</a>).
         */
        public static final Names DEFAULT = new Names(Optional.empty(), Duration.ofMinutes(3));
    }
}
