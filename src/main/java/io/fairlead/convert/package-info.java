/** What others wrote for Kubernetes or IoT Edge → desired properties, and a list of what these cannot say. */
@NullMarked
package io.fairlead.convert;

import org.jspecify.annotations.NullMarked;
