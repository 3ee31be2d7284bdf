/** The module as a process: settings from the environment, wiring by constructors, the start. */
@NullMarked
package io.fairlead.app;

import org.jspecify.annotations.NullMarked;
