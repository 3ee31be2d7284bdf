package io.fairlead.plan;

import java.util.Set;

/**
 * Where the module works and what apps may be, as its own settings say. The twin cannot change it.
 *
 * @param appsNamespace the namespace of the apps
 * @param moduleNamespace the namespace of the ledger
 * @param metalLbNamespace the namespace where MetalLB looks for its objects
 * @param registries where images may come from
 */
public record Scope(String appsNamespace, String moduleNamespace, String metalLbNamespace, Registries registries) {

    /**
     * Namespaces of Kubernetes and of the device, where no app belongs (<a
     * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-kubernetes-rbac">Kubernetes RBAC on Azure
     * Stack Edge</a>).
     */
    public static final Set<String> SYSTEM_NAMESPACES = Set.of(
            "azure-arc",
            "calico-system",
            "dbe-namespace",
            "default",
            "iotedge",
            "kube-node-lease",
            "kube-public",
            "kube-system",
            "kubernetes-dashboard",
            "metallb-system",
            "tigera-operator");
}
