package io.fairlead.ownership;

import io.fairlead.model.Code;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Step;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Decides whether an object of the cluster may become what is wanted.
 *
 * @param inventory every object that Fairlead has made or is about to make, with its UID, as the ledger has it
 */
public record Claims(SortedMap<ObjectRef, String> inventory) {

    /**
     * How a step or a problem of it is described.
     *
     * @param part the part that they belong to, the path of the problem
     * @param isNew the reason of a step that creates the object
     * @param differs the reason of a step that changes it
     * @param takenOver the reason of a step on an object of others
     * @param mend what to do about an object of others beside deleting it or taking it over; may be empty
     */
    public record Terms(Path part, String isNew, String differs, String takenOver, String mend) {}

    /**
     * What follows: a step, a problem, or neither where nothing has to be done now.
     *
     * @param step the apply, forced only on what Fairlead made
     * @param problem why there is none though one is needed
     */
    public record Claim(Optional<Step.Apply> step, Optional<Problem> problem) {
        private static final Claim NOTHING = new Claim(Optional.empty(), Optional.empty());

        private static Claim apply(Manifest wanted, boolean force, Terms terms, String reason) {
            return new Claim(Optional.of(new Step.Apply(wanted, force, terms.part(), reason)), Optional.empty());
        }
    }

    /** Whether Fairlead made the object: it is the very one that the inventory names, or bears the label. */
    public boolean isOwn(LiveObject object) {
        return object.isFairleads() || object.uid().equals(inventory.get(object.ref()));
    }

    /**
     * Compares what is wanted with what is there. An object that is being deleted is waited for, and created again when it
     * is gone.
     *
     * @param wanted the object as it is to be
     * @param live the object as it is
     * @param takesOver whether an object of others may become Fairlead's
     */
    public Claim claim(Manifest wanted, Optional<LiveObject> live, boolean takesOver, Terms terms) {
        if (live.isEmpty()) {
            return Claim.apply(wanted, false, terms, terms.isNew());
        }
        LiveObject found = live.get();
        if (found.isTerminating()) {
            return Claim.NOTHING;
        }
        boolean own = isOwn(found);
        Takeover takeover = new Takeover(wanted, found);
        if (!own && (!takesOver || takeover.obstacle().isPresent())) {
            return new Claim(
                    Optional.empty(),
                    Optional.of(new Problem(
                            terms.part().text(),
                            Code.Conflict,
                            wanted.ref() + " exists and was not created by Fairlead; "
                                    + takeover.choices(terms.mend()))));
        }
        return Difference.differs(wanted, found)
                ? Claim.apply(wanted, own, terms, own ? terms.differs() : terms.takenOver())
                : Claim.NOTHING;
    }
}
