/** The local page, metrics and probes over HTTP: a server that only reads, beside the hub and the cluster. */
@NullMarked
package io.fairlead.page;

import org.jspecify.annotations.NullMarked;
