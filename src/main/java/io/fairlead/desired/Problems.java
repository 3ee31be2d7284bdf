package io.fairlead.desired;

import com.google.gson.JsonElement;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The problems found so far in one part of the document. */
final class Problems {

    private static final int LONGEST_QUOTE = 60;

    private final List<Problem> found = new ArrayList<>();
    private final Map<String, String> told = new HashMap<>();
    private final Platform platform;

    /** None yet, of a part that is for any platform. */
    Problems() {
        this(Platform.Kubernetes);
    }

    /** None yet, of a part that is for {@code platform}. */
    Problems(Platform platform) {
        this.platform = platform;
    }

    /** What the part is for. */
    Platform platform() {
        return platform;
    }

    void add(String path, Code code, String message) {
        found.add(new Problem(origin(path), code, message));
    }

    /**
     * From now on a problem of a key, or of what lies under it, is told at the place where the author said it.
     *
     * @param origins that place for the path of a key; the longest path counts
     */
    void tellAt(Map<String, String> origins) {
        told.putAll(origins);
    }

    private String origin(String path) {
        return told.keySet().stream()
                .filter(key -> path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "["))
                .max(Comparator.comparingInt(String::length))
                .map(told::get)
                .orElse(path);
    }

    /** Whether one of them is more than a warning, so that the part is not accepted. */
    boolean refuse() {
        return found.stream().anyMatch(problem -> !problem.code().isWarning());
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    /** The path of {@code key} under {@code path}. */
    static String in(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of the entry {@code index} of the array at {@code path}, counted from 0. */
    static String entry(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The author's own text in quotes, cut where it is long, without control characters. */
    static String quoted(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    /** The addresses, one of them as itself. */
    static String told(AddressRange range) {
        return range.first().equals(range.last()) ? range.first().toString() : range.toString();
    }

    /** The addresses of all ranges. */
    static String told(AddressSet set) {
        return set.ranges().stream().map(Problems::told).collect(Collectors.joining(", "));
    }

    /** What kind of JSON value it is, in words; never the value itself, which may be a secret. */
    static String kind(JsonElement value) {
        if (value.isJsonObject()) {
            return "an object";
        }
        if (value.isJsonArray()) {
            return "an array";
        }
        if (value.isJsonNull()) {
            return "null";
        }
        if (value.getAsJsonPrimitive().isBoolean()) {
            return "true or false";
        }
        return value.getAsJsonPrimitive().isNumber() ? "a number" : "a string";
    }
}
