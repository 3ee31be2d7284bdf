/** The direct methods: requests of a back end that the module answers at once. */
@NullMarked
package io.fairlead.methods;

import org.jspecify.annotations.NullMarked;
