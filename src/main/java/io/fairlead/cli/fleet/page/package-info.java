/** The plan and the status of a fleet as HTML pages, each in one file. */
@NullMarked
package io.fairlead.cli.fleet.page;

import org.jspecify.annotations.NullMarked;
