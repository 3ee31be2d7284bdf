/**
 * Ownership of objects and fields: which fields differ, which field manager owns them, and whether Fairlead may write
 * them.
 */
@NullMarked
package io.fairlead.ownership;

import org.jspecify.annotations.NullMarked;
