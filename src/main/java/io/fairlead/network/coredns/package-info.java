/** CoreDNS: the names that the cluster's DNS answers in addition to its own. */
@NullMarked
package io.fairlead.network.coredns;

import org.jspecify.annotations.NullMarked;
