package io.fairlead.model;

/** What to do with a change that removes addresses in use from their pool. */
public enum OnShrink {
    /** The change is refused, and the old pools stay. */
    REFUSE,
    /** Addresses in use stay valid, are not given out again, and leave the pool as they fall free. */
    DRAIN,
    /** Fairlead's own tiers get other addresses, one Service at a time. */
    REASSIGN
}
