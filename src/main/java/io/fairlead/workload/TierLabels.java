package io.fairlead.workload;

import io.fairlead.model.Labels;
import io.fairlead.model.Tier;
import java.util.Map;

/** The values of the {@link Labels} on a tier's objects and pods. */
final class TierLabels {

    private TierLabels() {}

    static Map<String, Object> all(Tier tier) {
        return new Tree()
                .put(Labels.MANAGED_BY.key(), Labels.FAIRLEAD)
                .put(Labels.NAME.key(), tier.objectName())
                .put(Labels.PART_OF.key(), tier.id().app())
                .put(Labels.TIER.key(), tier.id().tier())
                .map();
    }

    /** The selector of the tier's pods. A Deployment's selector is immutable, so this must never change between releases. */
    static Map<String, Object> selector(Tier tier) {
        return new Tree()
                .put(Labels.NAME.key(), tier.objectName())
                .put(Labels.PART_OF.key(), tier.id().app())
                .map();
    }
}
