package io.fairlead.model;

import java.util.Locale;

/** A part of the cluster with its own set of rights for the module. */
public enum Area {
    /** The load balancer: pools and their L2 advertisements in MetalLB's namespace. */
    POOLS,
    /**
     * The Services of all namespaces, read only. Separate, because apps work without it. Without it the addresses in
     * use are unknown.
     */
    SERVICES,
    /** BGP peers, advertisements and BFD profiles in MetalLB's namespace. Separate, because pools work without it. */
    BGP,
    /** Calico's IPPools; and, read only, Calico's blocks and the Pods of all namespaces. */
    PODS,
    /** The configuration of CoreDNS. */
    DNS,
    /** Deployments, Services and the other objects of apps in a namespace. */
    APPS,
    /** Nodes, read only. */
    NODES;

    /** The file that grants the rights of the area. */
    public String file() {
        return "module/rbac/" + (this == SERVICES ? "cluster-read" : name().toLowerCase(Locale.ROOT)) + ".yaml";
    }
}
