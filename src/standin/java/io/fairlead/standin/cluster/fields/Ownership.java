package io.fairlead.standin.cluster.fields;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes that keep field ownership: server-side apply, and every other verb, which takes what it changes.
 *
 * @param types the kind's lists and maps
 * @param tracked what the endpoint can own
 * @see <a href="https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/merge/update.go">the original</a>
 */
public record Ownership(FieldTypes types, Tracked tracked) {

    /**
     * Merges an applied configuration into the live object, removes what the owner applied last time and nobody wants
     * any more, and records the ownership in the result.
     *
     * @throws FieldConflictException where it would change somebody else's field and {@code force} is false
     * @throws IllegalArgumentException where a keyed list lacks a key or holds one twice
     */
    public JsonObject apply(JsonObject live, JsonObject config, Owner owner, boolean force) {
        FieldWalk walk = new FieldWalk(types);
        ManagedFields managers = ManagedFields.of(live);
        FieldSet last = managers.ownedBy(owner);
        FieldSet wanted = tracked.of(walk.fieldsOf(config));
        JsonObject merged = new Merge(types).merge(live, config);
        managers.set(owner, wanted);
        JsonObject result = last.isEmpty() ? merged : prune(walk, merged, last, managers.ownedByAnybody());
        settle(managers, owner, Comparison.of(types, live, result).filtered(tracked), force);
        managers.writeTo(result);
        return result;
    }

    /** Records in {@code after} that the owner changed what differs from {@code before}. */
    public void update(JsonObject before, JsonObject after, Owner owner) {
        ManagedFields managers = ManagedFields.of(before);
        Comparison changes = Comparison.of(types, before, after).filtered(tracked);
        settle(managers, owner, changes, true);
        FieldSet owned = managers.ownedBy(owner)
                .minus(changes.removed())
                .union(changes.modified())
                .union(changes.added());
        managers.set(owner, owned);
        managers.writeTo(after);
    }

    private static void settle(ManagedFields managers, Owner owner, Comparison changes, boolean force) {
        Map<Owner, FieldSet> conflicts = new LinkedHashMap<>();
        FieldSet changed = changes.modified().union(changes.added());
        managers.others(owner).forEach((other, fields) -> {
            FieldSet contested = fields.intersection(changed);
            if (!contested.isEmpty()) {
                conflicts.put(other, contested);
            }
        });
        if (!force && !conflicts.isEmpty()) {
            throw new FieldConflictException(conflicts);
        }
        managers.others(owner).keySet().forEach(other -> managers.take(other, changed.union(changes.removed())));
    }

    /** Removes what the last apply held and neither this one nor another manager does. */
    private static JsonObject prune(FieldWalk walk, JsonObject merged, FieldSet last, FieldSet owned) {
        FieldSet before = walk.fieldsOf(merged).withNamedParents();
        FieldSet lastNamed = last.withNamedParents();
        FieldSet bare = walk.fieldsOf(walk.without(merged, lastNamed)).withNamedParents();
        FieldSet kept = bare.union(owned.withNamedParents());
        JsonObject withOwned = walk.without(merged, before.minus(kept));
        FieldSet left = walk.fieldsOf(withOwned).withNamedParents();
        return walk.without(merged, before.minus(left).intersection(lastNamed));
    }
}
