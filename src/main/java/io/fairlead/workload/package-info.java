/** A tier as Kubernetes objects: what Fairlead applies for it, and nothing it does not own. */
@NullMarked
package io.fairlead.workload;

import org.jspecify.annotations.NullMarked;
