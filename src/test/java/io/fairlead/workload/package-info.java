/** Tests of the objects made for a tier. */
@NullMarked
package io.fairlead.workload;

import org.jspecify.annotations.NullMarked;
