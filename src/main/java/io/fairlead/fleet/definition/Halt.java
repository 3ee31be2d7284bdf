package io.fairlead.fleet.definition;

/**
 * The criteria that halt a rollout.
 *
 * @param harm the number of harmed sites in a wave, or their share of the sites that answered
 * @param after the least number of answers for which a share is computed
 * @param unreached the number of unreached sites in a wave, or their share of the wave
 */
public record Halt(Limit harm, int after, Limit unreached) {

    /** Halts at the first harmed site, or when more than a fifth of a wave is unreached. */
    static final Halt DEFAULT = new Halt(new Limit(1, false), 5, new Limit(20, true));

    /** Whether this number of harmed sites among those that answered halts the rollout. */
    public boolean harmed(int harmed, int answered) {
        return harmed > 0 && (!harm.percent() || answered >= after) && harm.isReached(harmed, answered);
    }

    /** Whether this number of unreached sites halts the rollout. */
    public boolean away(int away, int all) {
        return away > 0 && unreached.isReached(away, all);
    }
}
