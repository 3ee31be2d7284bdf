/** Tests of the reported properties. */
@NullMarked
package io.fairlead.report;

import org.jspecify.annotations.NullMarked;
