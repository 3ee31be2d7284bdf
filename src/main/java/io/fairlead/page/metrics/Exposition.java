package io.fairlead.page.metrics;

import java.math.BigDecimal;

/**
 * Formats series as text.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">exposition formats</a>, text, version 0.0.4
 */
final class Exposition {

    private final StringBuilder out = new StringBuilder(16 * 1024);
    private final String common;
    private String name = "";

    Exposition(InstanceLabels labels) {
        common = label("iothub", labels.iothub()) + "," + label("edge_device", labels.edgeDevice()) + ","
                + label("instance_number", labels.instanceNumber());
    }

    /** Starts a family of series. */
    Exposition family(String type, String familyName, String help) {
        name = familyName;
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** Adds a series to the family. Labels are names and values in turn. */
    Exposition sample(Number value, String... labels) {
        return suffixed("", value, labels);
    }

    Exposition suffixed(String suffix, Number value, String... labels) {
        out.append(name).append(suffix).append('{').append(common);
        for (int i = 0; i < labels.length; i += 2) {
            out.append(',').append(label(labels[i], labels[i + 1]));
        }
        out.append("} ").append(number(value)).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    static String number(Number value) {
        return new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }

    private static String label(String labelName, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return labelName + "=\"" + escaped + "\"";
    }
}
