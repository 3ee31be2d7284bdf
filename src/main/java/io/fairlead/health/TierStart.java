package io.fairlead.health;

import io.fairlead.model.App;
import io.fairlead.model.Expose;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Tier;
import java.util.Optional;

/**
 * Whether a tier may start: the tiers that it needs come first. Once it runs, it keeps running if one of them fails.
 */
public final class TierStart {

    private TierStart() {}

    /** The first needed tier that is not up yet, for a tier without a Deployment; empty if nothing is missing. */
    public static Optional<Tier> waitsFor(Tier tier, App app, String namespace, Observed observed) {
        if (observed.find(ObjectRef.deployment(namespace, tier.objectName())).isPresent()) {
            return Optional.empty();
        }
        return tier.needs().stream()
                .flatMap(need -> Optional.ofNullable(app.tiers().get(need)).stream())
                .filter(needed -> !isUp(needed, namespace, observed))
                .findFirst();
    }

    /** One available pod is enough. A tier that is stopped on purpose keeps no other tier waiting. */
    private static boolean isUp(Tier tier, String namespace, Observed observed) {
        return runs(tier, namespace, observed)
                && (tier.replicas() == 0
                        || tier.expose() == Expose.NONE
                        || Endpoints.anyReady(observed, namespace, tier.serviceName()));
    }

    /** Whether a pod of the tier is available in {@code namespace}, reachable or not, or none is desired. */
    public static boolean runs(Tier tier, String namespace, Observed observed) {
        return tier.replicas() == 0
                || observed.find(ObjectRef.deployment(namespace, tier.objectName()))
                        .filter(deployment -> hasTheImage(tier, deployment))
                        .flatMap(deployment -> deployment.body().number("status", "availableReplicas"))
                        .filter(pods -> pods > 0)
                        .isPresent();
    }

    private static boolean hasTheImage(Tier tier, LiveObject deployment) {
        return deployment.body().each("spec", "template", "spec", "containers").stream()
                .anyMatch(container ->
                        container.text("image").equals(Optional.of(tier.image().toString())));
    }
}
