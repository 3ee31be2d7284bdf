package io.fairlead.sandbox;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.standin.hub.HubEvent;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Prints what happens in a sandbox, each thing once. */
final class Narrator {

    private final PrintStream out;
    private final Map<String, String> told = new TreeMap<>();

    Narrator(PrintStream out) {
        this.out = out;
    }

    /** A line with the time and who it is about. */
    synchronized void say(String who, String what) {
        out.printf("%s  %-8s %s%n", LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS), who, what);
        out.flush();
    }

    /** What of an event at the hub is worth a line. */
    void hub(HubEvent event) {
        switch (event.kind()) {
            case CONNECTED -> say("hub", "the module is connected");
            case DISCONNECTED -> say("hub", "the module is disconnected");
            case CONNECT_REFUSED -> say("hub", "a connection was refused: " + event.text());
            case TELEMETRY -> say("event", event.text());
            case DESIRED_CHANGED -> say("hub", "desired properties changed, " + event.text());
            default -> {}
        }
    }

    /** What changed in the reported properties since the last call. */
    synchronized void reported(JsonObject reported) {
        Map<String, String> now = new TreeMap<>();
        put(now, reported, "status", "phase");
        child(reported, "problems").entrySet().forEach(entry -> {
            JsonObject problem = entry.getValue().getAsJsonObject();
            now.put("problem " + text(problem, "path") + " " + text(problem, "code"), problem(problem));
        });
        tiers(reported, (tier, json) -> now.put("tier " + tier, line(json)));
        now.forEach((what, value) -> {
            if (!value.equals(told.get(what))) {
                say("report", what.startsWith("problem ") ? value : what + ": " + value);
            }
        });
        told.keySet().stream().filter(what -> !now.containsKey(what)).forEach(what -> say("report", what + ": gone"));
        told.clear();
        told.putAll(now);
    }

    /** Every tier of a report, by {@code app/tier}. */
    static void tiers(JsonObject reported, BiConsumer<String, JsonObject> consumer) {
        child(reported, "workloads")
                .entrySet()
                .forEach(app -> child(app.getValue().getAsJsonObject(), "tiers")
                        .entrySet()
                        .forEach(tier -> consumer.accept(
                                app.getKey() + "/" + tier.getKey(),
                                tier.getValue().getAsJsonObject())));
    }

    /** A problem of a report in one line. */
    static String problem(JsonElement problem) {
        JsonObject json = problem.getAsJsonObject();
        return text(json, "path") + ": " + text(json, "code") + ": " + text(json, "message");
    }

    /** A tier of a report in one line. */
    static String line(JsonObject tier) {
        StringBuilder line = new StringBuilder(text(tier, "phase"));
        for (String key : new String[] {"ready", "address", "ports", "code", "message"}) {
            if (!text(tier, key).isEmpty()) {
                line.append(", ").append(key).append(' ').append(text(tier, key));
            }
        }
        return line.toString();
    }

    private static void put(Map<String, String> into, JsonObject from, String section, String key) {
        String value = text(child(from, section), key);
        if (!value.isEmpty()) {
            into.put(key, value);
        }
    }

    static JsonObject child(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonObject() ? found.getAsJsonObject() : new JsonObject();
    }

    static String text(JsonObject parent, String key) {
        JsonElement found = parent.get(key);
        return found != null && found.isJsonPrimitive() ? found.getAsString() : "";
    }
}
