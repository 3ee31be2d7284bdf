/** Pools: checks of their addresses, and the steps towards them. Independent of the load balancer. */
@NullMarked
package io.fairlead.network.pools;

import org.jspecify.annotations.NullMarked;
