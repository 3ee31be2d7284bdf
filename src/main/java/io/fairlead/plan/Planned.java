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
 * A plan, and what it rests on.
 *
 * @param plan what is written
 * @param ledger the ledger that the plan's first step writes; in force once that is done
 * @param parts the parts in force once the plan is carried out
 * @param pools the pools in force, by id
 * @param draining the addresses that pools no longer give out and that are still in use
 * @param moves the tiers that got another address since the network part in force came, as onShrink reassign says
 * @param underWay what is being done about those addresses, empty where there are none
 * @param networkRefused whether the document's network part was refused
 * @param refusedApps the apps of the document that were refused
 * @param waiting the tiers that are not started yet, since one that they need is not up
 * @param removing the objects that are still there of each tier that left the twin
 * @param problems why parts were refused, and what stands in the way, without those of the document itself
 * @param unfinished whether more is planned once the cluster shows this plan done
 */
public record Planned(
        Plan plan,
        Ledger ledger,
        Parts parts,
        SortedMap<String, EffectivePool> pools,
        Draining draining,
        SortedMap<TierId, AddressMove> moves,
        String underWay,
        boolean networkRefused,
        Set<String> refusedApps,
        Set<TierId> waiting,
        SortedMap<TierId, List<ObjectRef>> removing,
        List<Problem> problems,
        boolean unfinished) {

    /** Nothing is planned, and why. */
    static Planned nothing(Target target, Ledger ledger, List<Problem> problems) {
        return new Planned(
                Plan.NOTHING,
                ledger,
                target.wanted(),
                new TreeMap<>(),
                Draining.NONE,
                new TreeMap<>(),
                "",
                target.networkRefused(),
                target.refusedApps(),
                Set.of(),
                new TreeMap<>(),
                problems,
                false);
    }

    /** Copies the collections. */
    public Planned {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
        moves = Collections.unmodifiableSortedMap(new TreeMap<>(moves));
        refusedApps = Set.copyOf(refusedApps);
        waiting = Set.copyOf(waiting);
        removing = Collections.unmodifiableSortedMap(new TreeMap<>(removing));
        problems = problems.stream().sorted().distinct().toList();
    }
}
