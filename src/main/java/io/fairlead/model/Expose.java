package io.fairlead.model;

/** Where a tier can be reached from. */
public enum Expose {
    /** From outside the cluster, by a Service of type LoadBalancer. */
    EXTERNAL,
    /** From inside the cluster, by a Service of type ClusterIP. */
    INTERNAL,
    /** Not reachable by a Service. */
    NONE
}
