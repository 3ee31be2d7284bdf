/** Addresses of tiers: which are kept, chosen and shared, and which tier waits for another. */
@NullMarked
package io.fairlead.plan.addresses;

import org.jspecify.annotations.NullMarked;
