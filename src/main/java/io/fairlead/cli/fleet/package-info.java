/** {@code fairlead fleet}: commands for a fleet, on an operator's machine. The module's image does not have them. */
@NullMarked
package io.fairlead.cli.fleet;

import org.jspecify.annotations.NullMarked;
