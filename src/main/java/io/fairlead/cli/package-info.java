/** The command line: commands over the same core that the module runs. */
@NullMarked
package io.fairlead.cli;

import org.jspecify.annotations.NullMarked;
