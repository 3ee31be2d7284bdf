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

    /** IoT Hub's limit for desired or reported properties, in bytes. */
    public static final int LIMIT = 32 * 1024;

    /** IoT Hub's limit for one string, in bytes. */
    public static final int STRING_LIMIT = 4 * 1024;

    private static final int NUMBER = 8;
    private static final int BOOLEAN = 4;

    private TwinSize() {}

    /**
     * The size as IoT Hub counts it: keys and strings in UTF-8, 8 for a number, 4 for a boolean, nothing for structure.
     */
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
     * The bytes of the JSON text, to which edgeHub applies the same limit (<a
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
