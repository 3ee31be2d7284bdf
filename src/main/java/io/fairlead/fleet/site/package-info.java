/** The twin of a site: its desired properties, its last report, and the state of the last rollout in its tags. */
@NullMarked
package io.fairlead.fleet.site;

import org.jspecify.annotations.NullMarked;
