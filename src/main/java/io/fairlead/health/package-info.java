/** Whether a tier really works: the objects of a tier with their status, judged. */
@NullMarked
package io.fairlead.health;

import org.jspecify.annotations.NullMarked;
