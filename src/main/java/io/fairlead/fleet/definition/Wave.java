package io.fairlead.fleet.definition;

import java.time.Duration;

/**
 * Sites that change together, after those of the wave before have done so and stayed well.
 *
 * @param name its name in the table's column {@code wave}
 * @param soak how long a site must stay Converged to count as done
 * @param approve whether a person has to agree before it begins
 * @param atOnce the most sites that may be changed and not yet done, harmed ones included
 */
public record Wave(String name, Duration soak, boolean approve, int atOnce) {}
