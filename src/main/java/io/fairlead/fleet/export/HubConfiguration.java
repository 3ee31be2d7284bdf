package io.fairlead.fleet.export;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An automatic module configuration of IoT Hub.
 *
 * @param id its id
 * @param target the condition that selects module twins
 * @param priority if two configurations set the same property, the one with the higher priority wins
 * @see <a href="https://learn.microsoft.com/azure/iot-hub/iot-hub-automatic-device-management">Automatic device
 *     management</a>
 */
public record HubConfiguration(String id, String target, int priority) {

    private static final Pattern ID = Pattern.compile("[-a-z0-9:+%_*!']{1,128}");
    private static final String FROM = "from devices.modules where ";

    /** The phases with a metric. IoT Hub accepts five metrics. */
    private static final List<String> PHASES = List.of("Converged", "Degraded", "Rejected", "Blind", "Paused");

    /** @throws IllegalArgumentException if IoT Hub would not accept the id, the condition or the priority */
    public HubConfiguration {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id
                    + "' is no id of a configuration: up to 128 lower-case letters, digits and - : + % _ * ! '");
        }
        if (!target.toLowerCase(Locale.ROOT).startsWith(FROM)) {
            throw new IllegalArgumentException("a condition for modules begins with '" + FROM.strip() + "'");
        }
        if (priority < 0) {
            throw new IllegalArgumentException("a priority is 0 or more");
        }
    }

    /** The condition that selects all modules with this id. */
    public static String every(String module) {
        return FROM + "moduleId = '" + module.replace("'", "''") + "'";
    }

    /** The configuration in the format of IoT Hub's service API and of {@code az iot hub configuration create}. */
    public JsonObject with(CommonPart common) {
        JsonObject module = new JsonObject();
        common.same().forEach((path, value) -> module.add("properties.desired." + path, value));
        JsonObject content = new JsonObject();
        content.add("moduleContent", module);
        JsonObject queries = new JsonObject();
        PHASES.forEach(phase -> queries.add(phase.toLowerCase(Locale.ROOT), new JsonPrimitive(metric(phase))));
        JsonObject metrics = new JsonObject();
        metrics.add("queries", queries);
        JsonObject configuration = new JsonObject();
        configuration.addProperty("id", id);
        configuration.addProperty("schemaVersion", "1.0");
        configuration.add("content", content);
        configuration.addProperty("targetCondition", target);
        configuration.addProperty("priority", priority);
        configuration.add("metrics", metrics);
        return configuration;
    }

    private String metric(String phase) {
        String condition = target.substring(FROM.length());
        boolean hasAlternatives = Pattern.compile("\\bor\\b", Pattern.CASE_INSENSITIVE)
                .matcher(condition)
                .find();
        return "SELECT deviceId, moduleId FROM devices.modules WHERE "
                + (hasAlternatives ? "(" + condition + ")" : condition) + " AND properties.reported.status.phase = '"
                + phase + "'";
    }
}
