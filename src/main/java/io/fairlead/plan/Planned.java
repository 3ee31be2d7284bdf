package io.fairlead.plan;

import io.fairlead.model.AddressMove;
import io.fairlead.model.Ledger;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Plan;
import io.fairlead.model.Problem;
import io.fairlead.model.TierId;
import io.fairlead.network.Draining;
import io.fairlead.network.EffectivePool;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Target;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan and the decisions behind it.
 *
 * @param plan the steps
 * @param ledger the ledger that the plan's first step writes; in force once that is done
 * @param parts the parts in force once the plan is carried out
 * @param lastGood the parts in force until then
 * @param network the decisions about the network part
 * @param apps the decisions about the apps
 * @param problems why parts were refused and what blocks the plan, without problems of the document itself
 * @param unfinished whether more steps follow once the cluster shows this plan done
 */
public record Planned(
        Plan plan,
        Ledger ledger,
        Parts parts,
        Parts lastGood,
        OfNetwork network,
        OfApps apps,
        List<Problem> problems,
        boolean unfinished) {

    /** A plan without steps, with the reasons. */
    static Planned nothing(Target target, Ledger ledger, List<Problem> problems) {
        return new Planned(
                Plan.NOTHING,
                ledger,
                target.wanted(),
                target.lastGood(),
                new OfNetwork(target.networkRefused(), new TreeMap<>(), Draining.NONE, new TreeMap<>(), ""),
                new OfApps(target.refusedApps(), Set.of(), new TreeMap<>(), new TreeMap<>()),
                problems,
                false);
    }

    /** Copies the collections. */
    public Planned {
        problems = problems.stream().sorted().distinct().toList();
    }

    /**
     * The decisions about the network part.
     *
     * @param refused whether the document's network part was refused
     * @param pools the pools in force, by id
     * @param draining the addresses that pools no longer give out but that are still in use
     * @param moves the tiers that {@code onShrink: reassign} moved to another address since the network part came into
     *      force
     * @param underWay the progress on the draining addresses, in words; empty if there are none
     */
    public record OfNetwork(
            boolean refused,
            SortedMap<String, EffectivePool> pools,
            Draining draining,
            SortedMap<TierId, AddressMove> moves,
            String underWay) {

        /** Copies the collections. */
        public OfNetwork {
            pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
            moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
        }
    }

    /**
     * The decisions about the apps.
     *
     * @param refused the apps of the document that were refused
     * @param waiting the tiers that are not started yet, because a tier that they need is not up
     * @param removing the remaining objects of each tier that left the twin
     * @param blocked the tiers with an object that others created, and the problem
     */
    public record OfApps(
            Set<String> refused,
            Set<TierId> waiting,
            SortedMap<TierId, List<ObjectRef>> removing,
            SortedMap<TierId, Problem> blocked) {

        /** Copies the collections. */
        public OfApps {
            refused = Set.copyOf(refused);
            waiting = Set.copyOf(waiting);
            removing = Collections.unmodifiableSortedMap(new TreeMap<>(removing));
            blocked = Collections.unmodifiableSortedMap(new TreeMap<>(blocked));
        }
    }

    /** Whether there is nothing left to do and nothing to wait for. */
    public boolean isSettled() {
        return plan.isEmpty()
                && !unfinished
                && apps.waiting().isEmpty()
                && apps.removing().isEmpty();
    }

    /** Whether the document's network part was refused. */
    public boolean networkRefused() {
        return network.refused();
    }

    /** The apps of the document that were refused. */
    public Set<String> refusedApps() {
        return apps.refused();
    }
}
