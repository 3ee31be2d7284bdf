/** The page as text: pure functions from a state of the module to HTML. */
@NullMarked
package io.fairlead.page.view;

import org.jspecify.annotations.NullMarked;
