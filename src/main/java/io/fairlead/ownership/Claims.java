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
 * Decides whether Fairlead may apply a desired object to the cluster.
 *
 * @param inventory every object that Fairlead has created or is about to create, with its UID, as the ledger records it
 */
public record Claims(SortedMap<ObjectRef, String> inventory) {

    /**
     * The words for a step and for its problem.
     *
     * @param part the part of the desired properties that they belong to; the path of the problem
     * @param isNew the reason of a step that creates the object
     * @param differs the reason of a step that changes it
     * @param takenOver the reason of a step that takes over an object created by others
     * @param mend what else to do about an object created by others, besides deleting it or taking it over; may be
     *      empty
     */
    public record Terms(Path part, String isNew, String differs, String takenOver, String mend) {}

    /**
     * The result: a step, a problem, or neither if nothing is to be done now.
     *
     * @param step the apply; forced only on objects that Fairlead created
     * @param problem why a required step is missing
     */
    public record Claim(Optional<Step.Apply> step, Optional<Problem> problem) {
        private static final Claim NOTHING = new Claim(Optional.empty(), Optional.empty());

        private static Claim apply(Manifest wanted, boolean force, Terms terms, String reason) {
            return new Claim(Optional.of(new Step.Apply(wanted, force, terms.part(), reason)), Optional.empty());
        }
    }

    /** Whether Fairlead created the object: its UID is the one in the inventory, or it has Fairlead's label. */
    public boolean isOwn(LiveObject object) {
        return object.isFairleads() || object.uid().equals(inventory.get(object.ref()));
    }

    /**
     * Compares the desired object with the live one. Waits for an object that is being deleted, and recreates it when
     * it is gone.
     *
     * @param wanted the desired object
     * @param live the live object
     * @param takesOver whether an object created by others may be taken over
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
