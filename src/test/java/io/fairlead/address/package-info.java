/** Tests of the address arithmetic against a naive oracle. */
@NullMarked
package io.fairlead.address;

import org.jspecify.annotations.NullMarked;
