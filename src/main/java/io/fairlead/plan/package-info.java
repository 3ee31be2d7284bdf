/** Planning: from the desired state and the live cluster to the steps between them. */
@NullMarked
package io.fairlead.plan;

import org.jspecify.annotations.NullMarked;
