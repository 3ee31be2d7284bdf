package io.fairlead.model;

/**
 * What holds for all pools.
 *
 * @param manage whose they are
 * @param onShrink what becomes of a change that takes addresses in use out of their pool
 * @param keepFree how many addresses must stay unassigned, over all pools
 */
public record PoolPolicy(Manage manage, OnShrink onShrink, int keepFree) {

    /** What an absent setting means. */
    public static final PoolPolicy DEFAULT = new PoolPolicy(Manage.OWN, OnShrink.REFUSE, 0);
}
