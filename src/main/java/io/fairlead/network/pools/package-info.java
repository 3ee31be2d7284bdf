/** The pools: which addresses they may have, and the steps towards them. It knows no load balancer. */
@NullMarked
package io.fairlead.network.pools;

import org.jspecify.annotations.NullMarked;
