/** What is wanted: the accepted parts over the last good ones, and where it may be. */
@NullMarked
package io.fairlead.plan.target;

import org.jspecify.annotations.NullMarked;
