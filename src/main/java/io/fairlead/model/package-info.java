/** The words of Fairlead: records, enums and sealed interfaces that every other package takes and gives. */
@NullMarked
package io.fairlead.model;

import org.jspecify.annotations.NullMarked;
