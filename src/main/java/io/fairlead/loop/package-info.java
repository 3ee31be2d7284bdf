/** The loop: one thread that owns all state and joins the core with the ports it needs. */
@NullMarked
package io.fairlead.loop;

import org.jspecify.annotations.NullMarked;
