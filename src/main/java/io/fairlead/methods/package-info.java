/** The direct methods: what a back end asks the module for, or to do, at once. */
@NullMarked
package io.fairlead.methods;

import org.jspecify.annotations.NullMarked;
