package io.fairlead.model;

/**
 * The settings for all pools.
 *
 * @param manage who manages them
 * @param onShrink what to do with a change that removes addresses in use from their pool
 * @param keepFree how many addresses must stay unassigned, over all pools
 */
public record PoolPolicy(Manage manage, OnShrink onShrink, int keepFree) {

    /** The settings if the twin has none. */
    public static final PoolPolicy DEFAULT = new PoolPolicy(Manage.OWN, OnShrink.REFUSE, 0);
}
