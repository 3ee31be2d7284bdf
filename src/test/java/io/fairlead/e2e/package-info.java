/** The main job end to end: back end → hub → module process → API server and MetalLB → reported properties. */
@NullMarked
package io.fairlead.e2e;

import org.jspecify.annotations.NullMarked;
