/** The Kubernetes objects of a tier: what Fairlead applies for it, and no field that it does not own. */
@NullMarked
package io.fairlead.workload;

import org.jspecify.annotations.NullMarked;
