/** The loop: one thread that owns all state and connects the core with its ports. */
@NullMarked
package io.fairlead.loop;

import org.jspecify.annotations.NullMarked;
