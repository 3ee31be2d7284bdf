package io.fairlead.fleet.definition;

/**
 * When a rollout stops.
 *
 * @param harm how many sites of a wave, or which share of those that answered, may not become ill
 * @param after from how many answers on a share counts
 * @param unreached how many sites of a wave, or which share of it, may not stay away
 */
public record Halt(Limit harm, int after, Limit unreached) {

    /** At the first harm; or when more than a fifth of a wave stays away. */
    static final Halt DEFAULT = new Halt(new Limit(1, false), 5, new Limit(20, true));

    /** Whether so many harmed sites among those that answered end the rollout. */
    public boolean harmed(int harmed, int answered) {
        return harmed > 0 && (!harm.percent() || answered >= after) && harm.isReached(harmed, answered);
    }

    /** Whether so many sites that stay away end the rollout. */
    public boolean away(int away, int all) {
        return away > 0 && unreached.isReached(away, all);
    }
}
