/** What a client on the LAN sees, from a twin patch at the hub to the answer: on whole nodes. */
@NullMarked
package io.fairlead.nodes;

import org.jspecify.annotations.NullMarked;
