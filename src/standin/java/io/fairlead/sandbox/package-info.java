/** {@code ./fairlead sandbox}: the real module between a stand-in for the hub and one for the cluster. */
@NullMarked
package io.fairlead.sandbox;

import org.jspecify.annotations.NullMarked;
