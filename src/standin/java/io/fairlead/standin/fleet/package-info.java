/** Simulated sites and their hub over virtual time, and sites with real modules. */
@NullMarked
package io.fairlead.standin.fleet;

import org.jspecify.annotations.NullMarked;
