/** YAML texts from outside: read strictly, and edited so that unchanged parts stay the same, byte for byte. */
@NullMarked
package io.fairlead.yaml;

import org.jspecify.annotations.NullMarked;
