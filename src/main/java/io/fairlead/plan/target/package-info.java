/** The target: the accepted parts over the last good ones, and the namespaces they may use. */
@NullMarked
package io.fairlead.plan.target;

import org.jspecify.annotations.NullMarked;
