/** Tests of the judgement over tiers. */
@NullMarked
package io.fairlead.health;

import org.jspecify.annotations.NullMarked;
