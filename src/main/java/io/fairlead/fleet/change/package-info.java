/** The differences between two documents of a site, and the groups of sites with equal changes. */
@NullMarked
package io.fairlead.fleet.change;

import org.jspecify.annotations.NullMarked;
