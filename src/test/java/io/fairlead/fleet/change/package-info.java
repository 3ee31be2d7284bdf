@NullMarked
package io.fairlead.fleet.change;

import org.jspecify.annotations.NullMarked;
