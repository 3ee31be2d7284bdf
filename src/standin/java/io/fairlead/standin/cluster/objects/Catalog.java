package io.fairlead.standin.cluster.objects;

import io.fairlead.standin.cluster.fields.FieldTypes;
import java.util.List;
import java.util.Optional;

/** Every kind that the stand-in serves. */
public final class Catalog {
    /** Core v1. */
    public static final ResourceKind NAMESPACE = core("Namespace", "namespaces", false, true);

    public static final ResourceKind NODE = core("Node", "nodes", false, true);
    public static final ResourceKind POD =
            new ResourceKind("", "v1", "Pod", "pods", true, false, true, FieldTypes.WORKLOAD);
    public static final ResourceKind SERVICE =
            new ResourceKind("", "v1", "Service", "services", true, false, true, FieldTypes.SERVICE);
    public static final ResourceKind CONFIG_MAP = core("ConfigMap", "configmaps", true, false);
    public static final ResourceKind SECRET = core("Secret", "secrets", true, false);
    public static final ResourceKind SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts", true, false);
    public static final ResourceKind EVENT = core("Event", "events", true, false);

    /** Apps v1. */
    public static final ResourceKind DEPLOYMENT =
            new ResourceKind("apps", "v1", "Deployment", "deployments", true, true, true, FieldTypes.WORKLOAD);

    public static final ResourceKind REPLICA_SET =
            new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true, true, true, FieldTypes.WORKLOAD);

    public static final ResourceKind ENDPOINT_SLICE = new ResourceKind(
            "discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true, true, false, FieldTypes.BUILT_IN);
    public static final ResourceKind NETWORK_POLICY = new ResourceKind(
            "networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true, true, false, FieldTypes.BUILT_IN);
    public static final ResourceKind DISRUPTION_BUDGET = new ResourceKind(
            "policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true, true, true, FieldTypes.BUILT_IN);
    public static final ResourceKind CRD = new ResourceKind(
            "apiextensions.k8s.io",
            "v1",
            "CustomResourceDefinition",
            "customresourcedefinitions",
            false,
            true,
            true,
            FieldTypes.BUILT_IN);

    /** MetalLB's custom resources. */
    public static final ResourceKind ADDRESS_POOL = metallb("v1beta1", "IPAddressPool", "ipaddresspools");

    public static final ResourceKind L2_ADVERTISEMENT = metallb("v1beta1", "L2Advertisement", "l2advertisements");
    public static final ResourceKind L2_STATUS = metallb("v1beta1", "ServiceL2Status", "servicel2statuses");
    public static final ResourceKind BGP_ADVERTISEMENT = metallb("v1beta1", "BGPAdvertisement", "bgpadvertisements");
    public static final ResourceKind BGP_PEER = metallb("v1beta2", "BGPPeer", "bgppeers");

    /** Calico's pool of pod addresses, and the blocks of it that nodes have. */
    public static final ResourceKind IP_POOL = calico("IPPool", "ippools");

    public static final ResourceKind BLOCK_AFFINITY = calico("BlockAffinity", "blockaffinities");
    public static final ResourceKind IPAM_BLOCK = calico("IPAMBlock", "ipamblocks");

    /** All of them, in discovery's order. */
    public static final List<ResourceKind> ALL = List.of(
            NAMESPACE,
            NODE,
            POD,
            SERVICE,
            CONFIG_MAP,
            SECRET,
            SERVICE_ACCOUNT,
            EVENT,
            DEPLOYMENT,
            REPLICA_SET,
            ENDPOINT_SLICE,
            NETWORK_POLICY,
            DISRUPTION_BUDGET,
            CRD,
            ADDRESS_POOL,
            L2_ADVERTISEMENT,
            L2_STATUS,
            BGP_ADVERTISEMENT,
            BGP_PEER,
            IP_POOL,
            BLOCK_AFFINITY,
            IPAM_BLOCK);

    private Catalog() {}

    /** The kind behind a path. */
    public static Optional<ResourceKind> find(String group, String version, String plural) {
        return ALL.stream()
                .filter(kind -> kind.group().equals(group)
                        && kind.version().equals(version)
                        && kind.plural().equals(plural))
                .findFirst();
    }

    /** The kind of an object. */
    public static Optional<ResourceKind> of(String apiVersion, String kind) {
        return ALL.stream()
                .filter(known ->
                        known.apiVersion().equals(apiVersion) && known.kind().equals(kind))
                .findFirst();
    }

    private static ResourceKind core(String kind, String plural, boolean namespaced, boolean status) {
        return new ResourceKind("", "v1", kind, plural, namespaced, false, status, FieldTypes.BUILT_IN);
    }

    private static ResourceKind calico(String kind, String plural) {
        return new ResourceKind("crd.projectcalico.org", "v1", kind, plural, false, true, false, FieldTypes.CUSTOM);
    }

    private static ResourceKind metallb(String version, String kind, String plural) {
        return new ResourceKind("metallb.io", version, kind, plural, true, true, true, FieldTypes.CUSTOM);
    }
}
