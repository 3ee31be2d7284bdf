/** What is wrong around the module, of which it cannot report by itself: pure checks over gathered facts. */
@NullMarked
package io.fairlead.doctor;

import org.jspecify.annotations.NullMarked;
