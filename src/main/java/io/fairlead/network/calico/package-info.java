/** Calico: the pod network, and moving pods to another one. */
@NullMarked
package io.fairlead.network.calico;

import org.jspecify.annotations.NullMarked;
