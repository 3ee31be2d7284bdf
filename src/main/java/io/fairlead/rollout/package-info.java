/** A rollout over the waves of a fleet. It has no threads and no clock: callers pass the time and the answers of IoT Hub. */
@NullMarked
package io.fairlead.rollout;

import org.jspecify.annotations.NullMarked;
