/** What differs between two documents of a site, and which sites change alike. */
@NullMarked
package io.fairlead.fleet.change;

import org.jspecify.annotations.NullMarked;
