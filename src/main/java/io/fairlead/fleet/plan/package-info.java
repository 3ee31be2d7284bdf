/** The plan of a rollout: the changes of each site, what its module would refuse, and conflicts between sites. */
@NullMarked
package io.fairlead.fleet.plan;

import org.jspecify.annotations.NullMarked;
