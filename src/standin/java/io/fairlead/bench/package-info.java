/** The measurement behind {@code bench/run}: Fairlead beside kubectl and bare calls, on the rig, in one run. */
@NullMarked
package io.fairlead.bench;

import org.jspecify.annotations.NullMarked;
