@NullMarked
package io.fairlead.page.view;

import org.jspecify.annotations.NullMarked;
