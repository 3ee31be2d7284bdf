package io.fairlead.workload;

import io.fairlead.model.Tier;
import java.util.Map;

/**
 * The labels of a tier's objects, after the <a
 * href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">recommended labels</a>.
 */
public final class Labels {

    /** Who made an object; {@link #FAIRLEAD} on ours. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    /** The app's id. */
    public static final String PART_OF = "app.kubernetes.io/part-of";
    /** The object's name. */
    public static final String NAME = "app.kubernetes.io/name";
    /** The tier's id. */
    public static final String TIER = "fairlead.io/tier";
    /** The value of {@link #MANAGED_BY} on objects that Fairlead made. */
    public static final String FAIRLEAD = "fairlead";

    private Labels() {}

    /** All labels of the tier's objects and pods. */
    static Map<String, Object> of(Tier tier) {
        return new Tree()
                .put(MANAGED_BY, FAIRLEAD)
                .put(NAME, tier.objectName())
                .put(PART_OF, tier.id().app())
                .put(TIER, tier.id().tier())
                .map();
    }

    /** What selects the tier's pods. A Deployment's selector is immutable, so this must never change between releases. */
    static Map<String, Object> selector(Tier tier) {
        return new Tree()
                .put(NAME, tier.objectName())
                .put(PART_OF, tier.id().app())
                .map();
    }
}
