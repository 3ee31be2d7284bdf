/** From what is wanted and what is there to the steps between them. */
@NullMarked
package io.fairlead.plan;

import org.jspecify.annotations.NullMarked;
