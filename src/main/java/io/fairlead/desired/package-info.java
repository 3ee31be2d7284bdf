/**
 * Parses desired properties into accepted parts and problems. The whole document is checked and all problems are reported at
 * once.
 */
@NullMarked
package io.fairlead.desired;

import org.jspecify.annotations.NullMarked;
