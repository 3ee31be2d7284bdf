/** BGP: the sessions with routers, and the announcements to them. */
@NullMarked
package io.fairlead.network.bgp;

import org.jspecify.annotations.NullMarked;
