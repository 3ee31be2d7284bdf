/** Text of others → JSON: the one place where a file, or a string in a document, is read as JSON or YAML. */
@NullMarked
package io.fairlead.text;

import org.jspecify.annotations.NullMarked;
