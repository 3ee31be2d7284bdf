package io.fairlead.model;

/** A part of the cluster for which the module needs rights of its own. */
public enum Area {
    /** The load balancer: pools, advertisements and BGP peers in MetalLB's namespace. */
    POOLS,
    /** Calico's IPPools. */
    PODS,
    /** The configuration of CoreDNS. */
    DNS,
    /** Deployments, Services and what belongs to them in the namespace of the apps. */
    APPS,
    /** Nodes, read only. */
    NODES
}
