package io.fairlead.model;

/** Which pods get what comes from outside the cluster. */
public enum TrafficPolicy {
    /** Those of every node. */
    CLUSTER,
    /** Those of the node that it came to, which see the client's own address. */
    LOCAL
}
