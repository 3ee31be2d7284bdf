/** The ledger's text under test. */
@NullMarked
package io.fairlead.ledger;

import org.jspecify.annotations.NullMarked;
