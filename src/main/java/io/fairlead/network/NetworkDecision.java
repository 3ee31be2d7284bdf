package io.fairlead.network;

import io.fairlead.model.ObjectRef;
import io.fairlead.model.Step;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is done about pools and advertisements.
 *
 * @param pools the pools in force, by id
 * @param grow steps for what appears, grows or changes without losing an address
 * @param shrink steps for what loses addresses that nobody relies on, or goes
 * @param objects the objects that belong to the pools in force
 * @param unfinished whether more steps follow once the cluster shows these done
 */
public record NetworkDecision(
        SortedMap<String, EffectivePool> pools,
        List<Step> grow,
        List<Step> shrink,
        Set<ObjectRef> objects,
        boolean unfinished) {

    /** Copies the collections. */
    public NetworkDecision {
        pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
        grow = List.copyOf(grow);
        shrink = List.copyOf(shrink);
        objects = Set.copyOf(objects);
    }
}
