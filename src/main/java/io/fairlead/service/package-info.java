/** IoT Hub's service side over the JDK's HTTP client: twins, queries and methods. */
@NullMarked
package io.fairlead.service;

import org.jspecify.annotations.NullMarked;
