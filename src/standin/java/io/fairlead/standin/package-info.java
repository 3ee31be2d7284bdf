/** Stand-ins for what Fairlead talks to, used by tests and by the sandbox; never part of the module's image. */
@NullMarked
package io.fairlead.standin;

import org.jspecify.annotations.NullMarked;
