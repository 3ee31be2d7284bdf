/** Tests of the words of the core. */
@NullMarked
package io.fairlead.model;

import org.jspecify.annotations.NullMarked;
