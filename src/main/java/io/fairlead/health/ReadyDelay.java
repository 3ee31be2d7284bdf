package io.fairlead.health;

import io.fairlead.model.Expose;
import io.fairlead.model.Tier;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierPhase;
import java.time.Duration;

/**
 * Keeps a tier Progressing for a moment after its last check passes. The nodes follow a Service's endpoints later than the
 * Kubernetes API shows them: kube-proxy writes its rules at most once in its {@code minSyncPeriod}, and does not report
 * that it did.
 *
 * @param time how long all checks must pass
 */
public record ReadyDelay(Duration time) {

    private static final String MESSAGE = "its pods are ready; waits until the nodes send traffic to them";

    /** The health to report of a tier that was not Ready before, whose checks have passed for a time. */
    public TierHealth of(TierHealth health, Tier tier, Duration passing) {
        boolean reached = tier.replicas() > 0 && tier.expose() != Expose.NONE;
        return reached && health.phase() == TierPhase.Ready && passing.compareTo(time) < 0
                ? health.progressing(MESSAGE)
                : health;
    }
}
