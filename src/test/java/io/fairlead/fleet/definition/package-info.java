@NullMarked
package io.fairlead.fleet.definition;

import org.jspecify.annotations.NullMarked;
