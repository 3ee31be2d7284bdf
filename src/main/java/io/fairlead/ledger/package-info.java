/** The ledger as a ConfigMap: what Fairlead must not forget, as text. */
@NullMarked
package io.fairlead.ledger;

import org.jspecify.annotations.NullMarked;
