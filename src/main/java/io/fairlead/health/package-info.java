/** The health of tiers: judges whether the objects of a tier really work. */
@NullMarked
package io.fairlead.health;

import org.jspecify.annotations.NullMarked;
