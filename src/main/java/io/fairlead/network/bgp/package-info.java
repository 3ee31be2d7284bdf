/** BGP: the sessions with routers, and what is announced by them. */
@NullMarked
package io.fairlead.network.bgp;

import org.jspecify.annotations.NullMarked;
