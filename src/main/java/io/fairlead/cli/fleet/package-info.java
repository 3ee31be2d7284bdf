/** {@code fairlead fleet}: commands for a fleet, on an operator's machine. They are not in the module's image. */
@NullMarked
package io.fairlead.cli.fleet;

import org.jspecify.annotations.NullMarked;
