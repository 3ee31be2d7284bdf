package io.fairlead.fleet.definition;

import java.time.Duration;

/**
 * A wave: sites that are changed after all sites of the previous wave are done.
 *
 * @param name its name in the column {@code wave} of the table
 * @param soak how long a site must stay Converged before it is done
 * @param approve whether a person must approve the wave before it begins
 * @param atOnce the most sites that may be changed and not done, including harmed ones
 */
public record Wave(String name, Duration soak, boolean approve, int atOnce) {}
