/** The common part of all sites as an automatic configuration of IoT Hub. */
@NullMarked
package io.fairlead.fleet.export;

import org.jspecify.annotations.NullMarked;
