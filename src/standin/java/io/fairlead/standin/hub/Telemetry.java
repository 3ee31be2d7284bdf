package io.fairlead.standin.hub;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message a module sent.
 *
 * @param at when it arrived
 * @param output the module output it was sent to, or an empty string
 * @param system its system properties by their names on the wire without {@code $.}: {@code ct}, {@code ce}, {@code mid}
 * @param properties its application properties
 * @param body its text, read as UTF-8
 */
public record Telemetry(
        Instant at, String output, Map<String, String> system, Map<String, String> properties, String body) {

    static Telemetry of(Map<String, String> all, String body) {
        Map<String, String> system = new TreeMap<>();
        Map<String, String> properties = new TreeMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith("$.")) {
                system.put(key.substring(2), value);
            } else {
                properties.put(key, value);
            }
        });
        return new Telemetry(
                Instant.now(), system.getOrDefault("on", ""), Map.copyOf(system), Map.copyOf(properties), body);
    }

    /** The content type the module gave, or an empty string. */
    public String contentType() {
        return system.getOrDefault("ct", "");
    }

    /** The body read as JSON. */
    public JsonElement json() {
        return JsonParser.parseString(body);
    }
}
