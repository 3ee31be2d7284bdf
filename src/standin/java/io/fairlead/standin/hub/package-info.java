/**
 * A stand-in for edgeHub as a module sees it (MQTT over TLS, workload API) and for IoT Hub as a back end sees it (twins
 * and direct methods over HTTPS), with faults that can be set while it runs.
 */
@NullMarked
package io.fairlead.standin.hub;

import org.jspecify.annotations.NullMarked;
