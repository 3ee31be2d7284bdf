/** The ledger as a ConfigMap: Fairlead's persistent state as text. */
@NullMarked
package io.fairlead.ledger;

import org.jspecify.annotations.NullMarked;
