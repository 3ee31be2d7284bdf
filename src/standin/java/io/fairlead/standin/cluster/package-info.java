/** An in-process stand-in for a Kubernetes API server with the controllers that Fairlead meets on a device. */
@NullMarked
package io.fairlead.standin.cluster;

import org.jspecify.annotations.NullMarked;
