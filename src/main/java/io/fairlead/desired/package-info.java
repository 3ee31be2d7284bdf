/** Desired properties become accepted parts and problems: the whole document is checked, all problems at once. */
@NullMarked
package io.fairlead.desired;

import org.jspecify.annotations.NullMarked;
