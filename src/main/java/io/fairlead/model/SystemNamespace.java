package io.fairlead.model;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Namespaces of Kubernetes and of the device, where apps are not allowed (<a
 * href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-gpu-kubernetes-rbac">Kubernetes RBAC on Azure
 * Stack Edge</a>).
 */
public enum SystemNamespace {
    /** {@code azure-arc}. */
    AZURE_ARC,
    /** {@code calico-system}. */
    CALICO_SYSTEM,
    /** {@code dbe-namespace}. */
    DBE_NAMESPACE,
    /** {@code default}. */
    DEFAULT,
    /** {@code iotedge}. */
    IOTEDGE,
    /** {@code kube-node-lease}. */
    KUBE_NODE_LEASE,
    /** {@code kube-public}. */
    KUBE_PUBLIC,
    /** {@code kube-system}. */
    KUBE_SYSTEM,
    /** {@code kubernetes-dashboard}. */
    KUBERNETES_DASHBOARD,
    /** The namespace of MetalLB. */
    METALLB_SYSTEM,
    /** {@code tigera-operator}. */
    TIGERA_OPERATOR;

    /** Whether {@code namespace} is one of them. */
    public static boolean has(String namespace) {
        return Stream.of(values()).anyMatch(known -> known.title().equals(namespace));
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
