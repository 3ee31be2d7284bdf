/** The local page, metrics and probes over HTTP: a server that changes nothing. */
@NullMarked
package io.fairlead.page;

import org.jspecify.annotations.NullMarked;
