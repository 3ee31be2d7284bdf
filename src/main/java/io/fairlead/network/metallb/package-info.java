/** MetalLB in both of its regimes, objects and the text of a ConfigMap. Its words stand here and nowhere else. */
@NullMarked
package io.fairlead.network.metallb;

import org.jspecify.annotations.NullMarked;
