package io.fairlead.loop;

import io.fairlead.model.Code;
import io.fairlead.model.Observed;
import io.fairlead.model.Outcome;
import io.fairlead.model.Plan;
import java.util.List;

/** The device's Kubernetes cluster. */
public interface Cluster {

    /** What the cluster looks like now, from watches: makes no call to the API server and never waits. */
    Observation observe();

    /**
     * Carries out a plan: stage after stage, the steps of a stage side by side. A failed step stops only later steps of its
     * part; a failed ledger write stops all. Every step gets an outcome, in the plan's order; what was written is seen by
     * the next {@link #observe()}. Each call to the API server is bounded in time; one that gets no answer is {@link
     * Outcome.Failed}, and repeating it is harmless.
     */
    List<Outcome> execute(Plan plan);

    /** A snapshot, or the reason why there is none. */
    sealed interface Observation {}

    /** Nothing was read yet, and it is too early to wonder. */
    record Starting() implements Observation {}

    /** Every watch has synced. */
    record Seen(Observed observed) implements Observation {}

    /**
     * The cluster cannot be read; nothing may be planned.
     *
     * @param code what it is called
     * @param reason why, in a sentence
     */
    record Blind(Code code, String reason) implements Observation {}
}
