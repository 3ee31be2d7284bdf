/** The command line: commands that use the same core as the module. */
@NullMarked
package io.fairlead.cli;

import org.jspecify.annotations.NullMarked;
