package io.fairlead.model;

/** A part of the cluster for which the module needs rights of its own. */
public enum Area {
    /** The load balancer: pools and their L2 advertisements in MetalLB's namespace. */
    POOLS,
    /** BGP peers, advertisements and BFD profiles in MetalLB's namespace; apart, so that pools do without them. */
    BGP,
    /** Calico's IPPools. */
    PODS,
    /** The configuration of CoreDNS. */
    DNS,
    /** Deployments, Services and what belongs to them in the namespace of the apps. */
    APPS,
    /** Nodes, read only. */
    NODES
}
