/** The module's packaging: image, deployment template, examples. */
@NullMarked
package io.fairlead.module;

import org.jspecify.annotations.NullMarked;
