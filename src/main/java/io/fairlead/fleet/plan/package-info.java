/** What a rollout would come to: what each module would refuse, and what sites must not have in common. */
@NullMarked
package io.fairlead.fleet.plan;

import org.jspecify.annotations.NullMarked;
