/** Whose an object of the cluster is, and its fields: what differs, who has it, and whether it may be written. */
@NullMarked
package io.fairlead.ownership;

import org.jspecify.annotations.NullMarked;
