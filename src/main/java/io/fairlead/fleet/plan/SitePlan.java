package io.fairlead.fleet.plan;

import io.fairlead.fleet.change.Change;
import io.fairlead.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The plan of one site.
 *
 * @param changes the changes to its twin; empty if its twin is unknown
 * @param problems what its module would refuse, and conflicts with other sites
 * @param paused whether the site refuses changes for now
 * @param release the release of its module as last reported; empty if it is unknown
 */
public record SitePlan(List<Change> changes, List<Problem> problems, boolean paused, Optional<String> release) {

    /** Copies the lists. */
    public SitePlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** The same plan with further problems. */
    SitePlan with(List<Problem> more) {
        return new SitePlan(
                changes, Stream.concat(problems.stream(), more.stream()).toList(), paused, release);
    }
}
