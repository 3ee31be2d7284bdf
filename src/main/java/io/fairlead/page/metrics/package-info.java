/** The metrics as text: pure functions from a state of the module to Prometheus' exposition format. */
@NullMarked
package io.fairlead.page.metrics;

import org.jspecify.annotations.NullMarked;
