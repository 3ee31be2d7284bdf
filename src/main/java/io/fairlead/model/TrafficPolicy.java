package io.fairlead.model;

/** Which pods receive traffic from outside the cluster. */
public enum TrafficPolicy {
    /** The pods of all nodes. */
    CLUSTER,
    /** The pods of the node that received it; they see the client's own address. */
    LOCAL
}
