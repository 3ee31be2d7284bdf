/** A stand-in for the cluster's CoreDNS. */
@NullMarked
package io.fairlead.standin.cluster.dns;

import org.jspecify.annotations.NullMarked;
