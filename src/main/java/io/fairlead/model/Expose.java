package io.fairlead.model;

/** From where a tier is reached. */
public enum Expose {
    /** From outside the cluster, by a Service of type LoadBalancer. */
    EXTERNAL,
    /** From inside the cluster, by a Service of type ClusterIP. */
    INTERNAL,
    /** By no Service. */
    NONE
}
