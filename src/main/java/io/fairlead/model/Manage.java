package io.fairlead.model;

/** Who manages the pools of the cluster. */
public enum Manage {
    /** Fairlead creates its own pools. */
    OWN,
    /** Fairlead takes over the fields of existing pools. */
    ADOPT,
    /** Fairlead writes no pools. It compares them and reports what to enter where. */
    OBSERVE
}
