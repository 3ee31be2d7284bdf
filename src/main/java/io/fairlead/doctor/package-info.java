/** Faults in the module's environment that the module itself cannot report: pure checks over gathered facts. */
@NullMarked
package io.fairlead.doctor;

import org.jspecify.annotations.NullMarked;
