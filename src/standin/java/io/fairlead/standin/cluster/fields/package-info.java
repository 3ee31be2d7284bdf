/** Field ownership as the Kubernetes API server keeps it: sets of fields, merge, comparison and server-side apply. */
@NullMarked
package io.fairlead.standin.cluster.fields;

import org.jspecify.annotations.NullMarked;
