/** The load balancers that Fairlead knows: the one place that lists them. */
@NullMarked
package io.fairlead.network.balancers;

import org.jspecify.annotations.NullMarked;
