@NullMarked
package io.fairlead.page;

import org.jspecify.annotations.NullMarked;
