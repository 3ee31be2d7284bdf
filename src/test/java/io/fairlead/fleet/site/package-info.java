@NullMarked
package io.fairlead.fleet.site;

import org.jspecify.annotations.NullMarked;
