package io.fairlead.model;

import java.util.Locale;

/** A part of the cluster for which the module needs rights of its own. */
public enum Area {
    /** The load balancer: pools and their L2 advertisements in MetalLB's namespace. */
    POOLS,
    /** The Services of all namespaces, read only; apart, so that apps do without. Without them it is not known who has which address. */
    SERVICES,
    /** BGP peers, advertisements and BFD profiles in MetalLB's namespace; apart, so that pools do without them. */
    BGP,
    /** Calico's IPPools. */
    PODS,
    /** The configuration of CoreDNS. */
    DNS,
    /** Deployments, Services and what belongs to them in a namespace of apps. */
    APPS,
    /** Nodes, read only. */
    NODES;

    /** The file that gives the rights of the area. */
    public String file() {
        return "module/rbac/" + (this == SERVICES ? "cluster-read" : name().toLowerCase(Locale.ROOT)) + ".yaml";
    }
}
