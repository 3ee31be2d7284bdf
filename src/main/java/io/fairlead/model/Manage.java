package io.fairlead.model;

/** Whose the pools of the cluster are. */
public enum Manage {
    /** Fairlead makes pools of its own. */
    OWN,
    /** Fairlead takes over the fields of pools that are there. */
    ADOPT,
    /** Fairlead writes no pool; it compares, and says what to enter where. */
    OBSERVE
}
