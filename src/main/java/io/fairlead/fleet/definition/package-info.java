/** Reads the files of a fleet: one document for each site, and every problem with its file and line. */
@NullMarked
package io.fairlead.fleet.definition;

import org.jspecify.annotations.NullMarked;
