/** Pools and advertisements: from the network part of the twin and the live cluster to steps, without taking an address in use. */
@NullMarked
package io.fairlead.network;

import org.jspecify.annotations.NullMarked;
