/** Ten thousand sites and their hub in one process, over virtual time. */
@NullMarked
package io.fairlead.standin.fleet;

import org.jspecify.annotations.NullMarked;
