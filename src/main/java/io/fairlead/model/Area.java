package io.fairlead.model;

/** A part of the cluster for which the module needs rights of its own. */
public enum Area {
    /** IPAddressPools and L2Advertisements in MetalLB's namespace. */
    POOLS,
    /** Deployments and Services in the namespace of the apps. */
    APPS,
    /** Nodes, read only. */
    NODES,
    /** Calico's IPPools, read only. */
    PODS
}
