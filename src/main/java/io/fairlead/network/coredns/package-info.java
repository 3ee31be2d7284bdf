/** CoreDNS: the names that the cluster's DNS knows beside its own. */
@NullMarked
package io.fairlead.network.coredns;

import org.jspecify.annotations.NullMarked;
