/** A rollout over the waves of a fleet, without threads and without a clock: it is given the time and the hub's answers. */
@NullMarked
package io.fairlead.rollout;

import org.jspecify.annotations.NullMarked;
