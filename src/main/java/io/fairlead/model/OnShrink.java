package io.fairlead.model;

/** What becomes of a change that takes addresses in use out of their pool. */
public enum OnShrink {
    /** The change is refused, and the old pools stay. */
    REFUSE,
    /** Addresses in use stay valid, are not given out again, and leave the pool as they fall free. */
    DRAIN,
    /** Fairlead's own tiers get other addresses, one Service at a time. */
    REASSIGN
}
