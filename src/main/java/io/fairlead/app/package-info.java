/** The module as a process: settings from the environment, construction of all parts, start and end. */
@NullMarked
package io.fairlead.app;

import org.jspecify.annotations.NullMarked;
