/** The report: the whole state as reported properties, within the limits of IoT Hub. */
@NullMarked
package io.fairlead.report;

import org.jspecify.annotations.NullMarked;
