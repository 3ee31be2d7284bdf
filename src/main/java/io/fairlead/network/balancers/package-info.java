/** The list of load balancers that Fairlead supports. */
@NullMarked
package io.fairlead.network.balancers;

import org.jspecify.annotations.NullMarked;
