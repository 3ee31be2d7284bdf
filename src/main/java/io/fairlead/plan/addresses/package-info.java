/** Who has which address: what is kept, what is chosen, who shares, and who waits for whom. */
@NullMarked
package io.fairlead.plan.addresses;

import org.jspecify.annotations.NullMarked;
