package io.fairlead.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;

/**
 * The size of a twin document.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#device-twin-size">Device twin
 *     size</a>
 */
public final class TwinSize {

    /** What IoT Hub takes of desired or reported properties, bytes. */
    public static final int LIMIT = 32 * 1024;

    /** What IoT Hub takes of one string, bytes. */
    public static final int STRING_LIMIT = 4 * 1024;

    private static final int NUMBER = 8;
    private static final int BOOLEAN = 4;

    private TwinSize() {}

    /** As IoT Hub counts it: keys and strings in UTF-8, 8 a number, 4 a boolean, nothing for structure. */
    public static int of(JsonElement element) {
        if (element.isJsonObject()) {
            return element.getAsJsonObject().entrySet().stream()
                    .mapToInt(entry -> utf8(entry.getKey()) + of(entry.getValue()))
                    .sum();
        }
        if (element.isJsonArray()) {
            return element.getAsJsonArray().asList().stream()
                    .mapToInt(TwinSize::of)
                    .sum();
        }
        return element.isJsonPrimitive() ? ofPrimitive(element.getAsJsonPrimitive()) : 0;
    }

    /**
     * The bytes of its JSON text, which edgeHub holds against the same limit (<a
     * href="https://github.com/Azure/iotedge/blob/main/edge-hub/core/src/Microsoft.Azure.Devices.Edge.Hub.Core/twin/ReportedPropertiesValidator.cs">ReportedPropertiesValidator</a>).
     */
    public static int ofText(JsonElement element) {
        return utf8(element.toString());
    }

    private static int ofPrimitive(JsonPrimitive value) {
        if (value.isString()) {
            return utf8(value.getAsString());
        }
        return value.isBoolean() ? BOOLEAN : NUMBER;
    }

    static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
