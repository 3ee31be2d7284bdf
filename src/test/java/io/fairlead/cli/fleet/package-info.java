@NullMarked
package io.fairlead.cli.fleet;

import org.jspecify.annotations.NullMarked;
