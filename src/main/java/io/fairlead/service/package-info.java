/** A client for the service API of IoT Hub, over the JDK's HTTP client: twins, queries and direct methods. */
@NullMarked
package io.fairlead.service;

import org.jspecify.annotations.NullMarked;
