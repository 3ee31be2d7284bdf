/** Everything known as reported properties, within what IoT Hub accepts. */
@NullMarked
package io.fairlead.report;

import org.jspecify.annotations.NullMarked;
