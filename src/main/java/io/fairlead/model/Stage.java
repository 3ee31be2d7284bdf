package io.fairlead.model;

/** The order of work in a plan: a stage begins when the one before it has ended. */
public enum Stage {
    /** The ledger, before what it describes. A failure here stops everything. */
    LEDGER,
    /** The namespace of the apps. */
    NAMESPACES,
    /** Addresses of existing Services are pinned before a pool is touched. */
    PINS,
    /** Pools and advertisements that appear or grow. */
    POOLS_GROW,
    /** Files of tiers, before the pods that read them: a pod never takes up a later content. */
    FILES,
    /** Deployments and NetworkPolicies. */
    WORKLOADS,
    /** Services, and budgets for disruptions. */
    SERVICES,

    /** The pods' network, one move at a time. */
    PODS,

    /** Names, which follow the addresses of Services. */
    DNS,
    /** Pools that shrink, and pools and advertisements that go. */
    POOLS_SHRINK,
    /** Objects that left the twin. */
    PRUNE
}
