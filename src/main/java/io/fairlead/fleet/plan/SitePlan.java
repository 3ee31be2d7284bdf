package io.fairlead.fleet.plan;

import io.fairlead.fleet.change.Change;
import io.fairlead.model.Problem;
import java.util.List;

/**
 * What a rollout would come to at one site.
 *
 * @param changes what would change, as far as its twin is known
 * @param problems what the site would refuse, or must not have
 * @param paused whether it says "not now"
 */
public record SitePlan(List<Change> changes, List<Problem> problems, boolean paused) {

    /** Copies the lists. */
    public SitePlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }
}
