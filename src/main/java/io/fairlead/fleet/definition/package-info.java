/** The files of a fleet → one document a site, and every problem with file and line. */
@NullMarked
package io.fairlead.fleet.definition;

import org.jspecify.annotations.NullMarked;
