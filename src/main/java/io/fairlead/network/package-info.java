/**
 * Pools and advertisements: plans steps from the network part of the twin and the live cluster, without taking away an
 * address in use.
 */
@NullMarked
package io.fairlead.network;

import org.jspecify.annotations.NullMarked;
