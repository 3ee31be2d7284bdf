/** The data types of Fairlead: records, enums and sealed interfaces that all other packages use. */
@NullMarked
package io.fairlead.model;

import org.jspecify.annotations.NullMarked;
