/** YAML texts of others: read strictly, and changed so that what is not changed stays as it is, byte for byte. */
@NullMarked
package io.fairlead.yaml;

import org.jspecify.annotations.NullMarked;
