package io.fairlead.kube;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Which cluster, and where in it.
 *
 * @param kubeconfig the file that names the cluster; empty for the one the module itself runs in
 * @param appsNamespaces the namespaces of the apps
 * @param moduleNamespace the namespace that holds the ledger
 * @param metalLbNamespace MetalLB's namespace
 */
public record KubeOptions(
        Optional<Path> kubeconfig, Set<String> appsNamespaces, String moduleNamespace, String metalLbNamespace) {

    /** Copies the namespaces. */
    public KubeOptions {
        appsNamespaces = Set.copyOf(appsNamespaces);
    }

    /** Where MetalLB's own manifests put it. */
    public static final String METALLB_NAMESPACE = "metallb-system";

    /** The name of the ConfigMap that is the ledger. */
    public static final String LEDGER_NAME = "fairlead-ledger";
}
