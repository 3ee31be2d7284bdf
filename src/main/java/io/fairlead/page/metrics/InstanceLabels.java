package io.fairlead.page.metrics;

/**
 * The labels that IoT Edge's own modules put on every series. They let queries join series of different modules.
 *
 * @param iothub the host name of the IoT hub
 * @param edgeDevice the device's id
 * @param instanceNumber an id of this start of the process
 * @see <a href="https://github.com/Azure/iotedge/blob/main/doc/BuiltInMetrics.md">built-in metrics</a>
 */
public record InstanceLabels(String iothub, String edgeDevice, String instanceNumber) {}
