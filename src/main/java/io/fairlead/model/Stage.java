package io.fairlead.model;

/** The order of steps in a plan. A stage begins when the one before it has ended. */
public enum Stage {
    /** The ledger, before the objects that it describes. A failure here stops everything. */
    LEDGER,
    /** The namespace of the apps. */
    NAMESPACES,
    /** Pins on addresses of existing Services, before any pool changes. */
    PINS,
    /** Pools and advertisements that are created or grow. */
    POOLS_GROW,
    /** Files of tiers, before the pods that read them, so that a pod never starts with old content. */
    FILES,
    /** Deployments and NetworkPolicies. */
    WORKLOADS,
    /** Services and PodDisruptionBudgets. */
    SERVICES,

    /** The pod network, one move at a time. */
    PODS,

    /** DNS names, which follow the addresses of Services. */
    DNS,
    /** Pools that shrink, and pools and advertisements that are deleted. */
    POOLS_SHRINK,
    /** Objects that left the twin. */
    PRUNE
}
