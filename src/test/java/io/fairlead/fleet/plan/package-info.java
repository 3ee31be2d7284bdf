@NullMarked
package io.fairlead.fleet.plan;

import org.jspecify.annotations.NullMarked;
