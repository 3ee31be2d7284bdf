/** Tests of the parser: tables per code, properties, and the agreement of parser, schemas and docs/twin.md. */
@NullMarked
package io.fairlead.desired;

import org.jspecify.annotations.NullMarked;
