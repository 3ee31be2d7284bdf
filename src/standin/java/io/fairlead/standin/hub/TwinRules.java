package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What IoT Hub and edgeHub accept in a twin.
 *
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#tags-and-properties-format">Tags
 *     and properties format</a>
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-devguide-device-twins#device-twin-size">Device twin
 *     size</a>
 */
final class TwinRules {
    /** The most bytes {@code properties.desired} and {@code properties.reported} may have, each. */
    static final int SECTION_BYTES = 32 * 1024;

    /** The most bytes {@code tags} may have. */
    static final int TAGS_BYTES = 8 * 1024;

    /** How many objects may be nested inside a section. */
    static final int MAX_DEPTH = 10;

    /** The most bytes of a key. */
    static final int KEY_BYTES = 1024;

    /** The most bytes of a string. */
    static final int STRING_BYTES = 4096;

    /** The greatest integer, 2<sup>52</sup> − 1. */
    static final BigDecimal MAX_INTEGER = new BigDecimal("4503599627370495");

    /** The least integer, −2<sup>52</sup>. */
    static final BigDecimal MIN_INTEGER = new BigDecimal("-4503599627370496");

    private TwinRules() {}

    /** What IoT Hub checks in a patch or a whole section. */
    static void checkForHub(String section, JsonObject properties) {
        new Walk(section, false).object(properties, 0);
    }

    /**
     * What edgeHub checks in a module's reported patch before it takes it: IoT Hub's limits, no {@code #} and no white
     * space in keys, and at most 32 KB of JSON text.
     *
     * @see <a
     *     href="https://github.com/Azure/iotedge/blob/main/edge-hub/core/src/Microsoft.Azure.Devices.Edge.Hub.Core/twin/ReportedPropertiesValidator.cs">ReportedPropertiesValidator</a>
     */
    static void checkForEdgeHub(JsonObject patch) {
        new Walk("properties.reported", true).object(patch, 0);
        int bytes = patch.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SECTION_BYTES) {
            throw HubRefusal.invalid("Twin properties size " + bytes + " exceeds maximum " + SECTION_BYTES);
        }
    }

    /** A replaced section may not hold {@code null}: there is nothing to delete. */
    static void checkNoNulls(JsonObject section) {
        for (Map.Entry<String, JsonElement> entry : section.entrySet()) {
            if (entry.getValue().isJsonNull()) {
                throw HubRefusal.invalid(
                        "Value of Property or Tag cannot be null. Error in Property/Tag " + entry.getKey());
            }
            if (entry.getValue().isJsonObject()) {
                checkNoNulls(entry.getValue().getAsJsonObject());
            }
        }
    }

    /**
     * Refuses a merged section that has become too large, with the status and text the service was seen to give.
     *
     * @see <a href="https://github.com/Azure/iotedge/issues/7035">403100, size should be less than 32768 bytes</a>
     */
    static void checkSize(String section, JsonObject merged, int limit) {
        if (size(merged) > limit) {
            String text = "'" + section + "' size should be less than " + limit + " bytes.";
            throw new HubRefusal(403, 403100, "QuotaExceeded", text);
        }
    }

    /**
     * The size of a value as IoT Hub counts it: UTF-8 bytes of keys and strings without control characters, 8 a number, 4
     * a boolean, and the sum of what they hold for objects and arrays.
     */
    static long size(JsonElement value) {
        if (value.isJsonObject()) {
            long sum = 0;
            for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
                sum += textSize(entry.getKey()) + size(entry.getValue());
            }
            return sum;
        }
        if (value.isJsonArray()) {
            return value.getAsJsonArray().asList().stream()
                    .mapToLong(TwinRules::size)
                    .sum();
        }
        if (value.isJsonNull()) {
            return 0;
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        return primitive.isString() ? textSize(primitive.getAsString()) : primitive.isNumber() ? 8 : 4;
    }

    private static long textSize(String text) {
        return text.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .mapToLong(point -> point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4)
                .sum();
    }

    /** One check of one document: which section it is in, and whose rules hold. */
    private record Walk(String section, boolean edgeHub) {

        void object(JsonObject object, int depth) {
            if (depth > MAX_DEPTH) {
                throw HubRefusal.invalid("'" + section + "' is nested deeper than " + MAX_DEPTH + " levels");
            }
            for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
                key(entry.getKey());
                value(entry.getKey(), entry.getValue(), depth);
            }
        }

        private void value(String key, JsonElement value, int depth) {
            if (value.isJsonObject()) {
                object(value.getAsJsonObject(), depth + 1);
            } else if (value.isJsonArray()) {
                value.getAsJsonArray().forEach(item -> item(key, item, depth));
            } else if (value.isJsonPrimitive()) {
                primitive(key, value.getAsJsonPrimitive());
            }
        }

        private void item(String key, JsonElement item, int depth) {
            if (item.isJsonNull()) {
                throw HubRefusal.invalid("Array of property " + key + " in '" + section + "' cannot contain null");
            }
            value(key, item, depth);
        }

        private void key(String key) {
            if (key.isEmpty() || key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
                throw HubRefusal.invalid("A key in '" + section + "' is empty or longer than " + KEY_BYTES + " bytes");
            }
            key.codePoints().filter(this::forbidden).findFirst().ifPresent(point -> {
                throw HubRefusal.invalid(
                        "Key " + key + " in '" + section + "' contains the invalid character U+" + hex(point));
            });
        }

        private boolean forbidden(int point) {
            boolean everywhere = point == '.' || point == '$' || point == '#' || point == ' ';
            return everywhere || Character.isISOControl(point) || (edgeHub && Character.isWhitespace(point));
        }

        private void primitive(String key, JsonPrimitive value) {
            if (value.isString() && value.getAsString().getBytes(StandardCharsets.UTF_8).length > STRING_BYTES) {
                throw HubRefusal.invalid("Value of " + key + " in '" + section + "' is longer than 4096 bytes");
            }
            if (value.isNumber() && outOfRange(value.getAsBigDecimal())) {
                throw HubRefusal.invalid("Integer " + key + " in '" + section + "' is outside -2^52 to 2^52-1");
            }
        }

        private static boolean outOfRange(BigDecimal number) {
            boolean integer = number.stripTrailingZeros().scale() <= 0;
            return integer && (number.compareTo(MAX_INTEGER) > 0 || number.compareTo(MIN_INTEGER) < 0);
        }

        private static String hex(int point) {
            return "%04X".formatted(point);
        }
    }
}
