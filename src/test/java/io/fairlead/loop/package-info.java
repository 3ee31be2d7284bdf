@NullMarked
package io.fairlead.loop;

import org.jspecify.annotations.NullMarked;
