/** MetalLB, configured by custom resources or by the text of a ConfigMap. No other package uses its terms. */
@NullMarked
package io.fairlead.network.metallb;

import org.jspecify.annotations.NullMarked;
