/** Calico: the network of the pods, and how it moves. */
@NullMarked
package io.fairlead.network.calico;

import org.jspecify.annotations.NullMarked;
