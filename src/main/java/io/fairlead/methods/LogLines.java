package io.fairlead.methods;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.report.TwinSize;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Merges the log lines of several pods, sorted by time, with secrets removed. */
final class LogLines {

    /** A longer line is truncated. */
    private static final int MOST_OF_A_LINE = 16 * 1024;

    /** The bytes of the answer outside the lines. */
    private static final int ENVELOPE = 4 * 1024;

    private final Redaction redaction;
    private final List<Line> lines = new ArrayList<>();
    private final SortedMap<String, String> missing = new TreeMap<>();

    LogLines(Redaction redaction) {
        this.redaction = redaction;
    }

    /** @param text {@code time pod message} */
    private record Line(String time, String text) {}

    /** Adds the log of a pod; each line starts with its time. */
    void add(String pod, String log) {
        for (String line : log.lines().toList()) {
            int space = line.indexOf(' ');
            String time = space < 0 ? line : line.substring(0, space);
            String message = redaction.of(space < 0 ? "" : line.substring(space + 1));
            String cut = message.length() > MOST_OF_A_LINE ? message.substring(0, MOST_OF_A_LINE) + "…" : message;
            lines.add(new Line(time, time + " " + pod + " " + cut));
        }
    }

    /** Records a pod whose log is unavailable. */
    void missing(String pod, String reason) {
        missing.put(pod, reason);
    }

    /** The answer: the newest lines, at most {@code most}, that fit into {@code bytes} of JSON text. */
    JsonObject within(long most, int bytes) {
        List<Line> sorted =
                lines.stream().sorted(Comparator.comparing(Line::time)).toList();
        JsonObject unavailable = new JsonObject();
        missing.forEach((pod, reason) -> unavailable.addProperty(pod, redaction.of(reason)));
        int room = bytes - ENVELOPE - TwinSize.ofText(unavailable);
        int first = sorted.size();
        while (first > 0 && sorted.size() - first < most) {
            room -= TwinSize.ofText(new JsonPrimitive(sorted.get(first - 1).text())) + 1;
            if (room < 0) {
                break;
            }
            first--;
        }
        JsonArray kept = new JsonArray();
        sorted.subList(first, sorted.size()).forEach(line -> kept.add(line.text()));
        JsonObject body = new JsonObject();
        body.add("lines", kept);
        body.addProperty("truncated", room < 0);
        if (!missing.isEmpty()) {
            body.add("unavailable", unavailable);
        }
        return body;
    }
}
