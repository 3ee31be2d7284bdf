package io.fairlead.loop;

import io.fairlead.model.Code;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import java.util.List;

/** The device's Kubernetes cluster. */
public interface Cluster {

    /** The current state of the cluster from watches. Makes no call to the API server and never waits. */
    Observation observe();

    /**
     * Carries out a plan, one stage after the other; the steps of a stage run in parallel. A failed step stops only
     * later steps of its part; a failed write of the ledger stops all. Every step gets an outcome, in the plan's order.
     * The next {@link #observe()} includes everything written. Each call to the API server has a timeout; one without
     * an answer is {@link Outcome.Failed}, and repeating it is safe.
     */
    List<Outcome> execute(Plan plan);

    /** A snapshot, or the reason why there is none. */
    sealed interface Observation {}

    /** Nothing was read yet, which is normal shortly after the start. */
    record Starting() implements Observation {}

    /** Every watch has synced. */
    record Seen(Observed observed) implements Observation {}

    /**
     * The cluster cannot be read; nothing may be planned.
     *
     * @param code the code of the problem
     * @param reason why, in a sentence
     */
    record Blind(Code code, String reason) implements Observation {

        /** The same as a problem. */
        public Problem problem() {
            return new Problem("cluster", code, reason);
        }
    }
}
