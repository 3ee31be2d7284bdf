/** What all sites have in common, for those who want IoT Hub itself to hold it. */
@NullMarked
package io.fairlead.fleet.export;

import org.jspecify.annotations.NullMarked;
