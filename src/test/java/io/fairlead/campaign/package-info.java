/** The search for texts that a reader of the module does not survive, and its test. */
@NullMarked
package io.fairlead.campaign;

import org.jspecify.annotations.NullMarked;
