@NullMarked
package io.fairlead.standin.fleet;

import org.jspecify.annotations.NullMarked;
