/** Converts Kubernetes objects and IoT Edge modules to desired properties, and lists what these cannot express. */
@NullMarked
package io.fairlead.convert;

import org.jspecify.annotations.NullMarked;
