@NullMarked
package io.fairlead.page.metrics;

import org.jspecify.annotations.NullMarked;
