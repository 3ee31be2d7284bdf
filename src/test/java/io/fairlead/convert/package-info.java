@NullMarked
package io.fairlead.convert;

import org.jspecify.annotations.NullMarked;
