/**
 * Text from outside: the only code that reads a file, or a string in a document, as JSON or YAML, and the rule that makes
 * text safe to show.
 */
@NullMarked
package io.fairlead.text;

import org.jspecify.annotations.NullMarked;
