/**
 * Text of others: the one place where a file, or a string in a document, is read as JSON or YAML, and the one rule by which text
 * is made fit to be shown.
 */
@NullMarked
package io.fairlead.text;

import org.jspecify.annotations.NullMarked;
