package io.fairlead.plan;

import io.fairlead.model.Labels;
import io.fairlead.model.Ledger;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Path;
import io.fairlead.model.Step;
import io.fairlead.model.TierId;
import io.fairlead.network.balancers.Balancers;
import io.fairlead.network.pools.PoolPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The objects that Fairlead created: the ones to prune, and the inventory that records them. */
final class Inventory {

    private Inventory() {}

    /**
     * Deletes objects of apps that are in the inventory and no longer in the plan, if it may. Pools and advertisements
     * are never pruned; only {@link PoolPlanner} deletes them. An object that lost the label or has another UID now
     * belongs to others and stays.
     *
     * @param wanted the objects of the plan, of every kind, and those that stay for now
     * @param writable whether an object may be deleted
     */
    static List<Step> prune(Ledger ledger, Set<ObjectRef> wanted, Observed observed, Predicate<ObjectRef> writable) {
        return ledger.inventory().entrySet().stream()
                .filter(item -> !wanted.contains(item.getKey()) && !Balancers.isOfNetwork(item.getKey()))
                .filter(item -> writable.test(item.getKey()))
                .flatMap(item -> observed
                        .find(item.getKey())
                        .filter(isStill(item.getValue()))
                        .filter(object -> !object.isTerminating())
                        .stream())
                .<Step>map(object -> new Step.Delete(object.ref(), object.uid(), part(object), "left the twin"))
                .toList();
    }

    /**
     * The next inventory: the desired objects, each with its UID if the cluster has it, and other objects as long as
     * the cluster shows that they are still Fairlead's.
     */
    static SortedMap<ObjectRef, String> inventory(
            Ledger ledger, Set<ObjectRef> wanted, Observed observed, Predicate<ObjectRef> readable) {
        SortedMap<ObjectRef, String> next = new TreeMap<>();
        for (ObjectRef ref : wanted) {
            next.put(
                    ref,
                    observed.find(ref)
                            .filter(LiveObject::isFairleads)
                            .map(LiveObject::uid)
                            .orElse(readable.test(ref) ? "" : ledger.inventory().getOrDefault(ref, "")));
        }
        for (Map.Entry<ObjectRef, String> item : ledger.inventory().entrySet()) {
            Optional<LiveObject> live = observed.find(item.getKey());
            boolean stays =
                    live.isPresent() ? isStill(item.getValue()).test(live.get()) : !readable.test(item.getKey());
            if (stays) {
                next.putIfAbsent(item.getKey(), item.getValue());
            }
        }
        return next;
    }

    /** The remaining objects of the tiers that left the twin. */
    static SortedMap<TierId, List<ObjectRef>> removing(Ledger next, Set<ObjectRef> wanted, Observed observed) {
        SortedMap<TierId, List<ObjectRef>> removing = new TreeMap<>();
        for (ObjectRef ref : next.inventory().keySet()) {
            if (!wanted.contains(ref)) {
                observed.find(ref)
                        .flatMap(LiveObject::tier)
                        .ifPresent(tier -> removing.computeIfAbsent(tier, any -> new ArrayList<>())
                                .add(ref));
            }
        }
        return removing;
    }

    private static Predicate<LiveObject> isStill(String uid) {
        return object -> object.isFairleads() && (uid.isEmpty() || uid.equals(object.uid()));
    }

    private static Path part(LiveObject object) {
        return object.label(Labels.PART_OF.key()).map(Path::app).orElse(Path.NETWORK);
    }
}
