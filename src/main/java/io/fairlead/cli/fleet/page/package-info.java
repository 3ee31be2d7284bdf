/** A plan and a status of a fleet as pages: one file each, to show to somebody else. */
@NullMarked
package io.fairlead.cli.fleet.page;

import org.jspecify.annotations.NullMarked;
