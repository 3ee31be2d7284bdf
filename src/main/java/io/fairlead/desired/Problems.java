package io.fairlead.desired;

import com.google.gson.JsonElement;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Code;
import io.fairlead.model.Platform;
import io.fairlead.model.Problem;
import io.fairlead.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The problems found so far in one part of the document. */
final class Problems {

    private static final int LONGEST_QUOTE = 60;

    /** The most ranges that a message names. */
    private static final int MOST_RANGES = 5;

    private static final int MOST_KNOWN = 400;
    private static final int MOST_SUGGESTIONS = 20;

    private final List<Problem> found = new ArrayList<>();
    private final Map<String, String> told = new HashMap<>();
    private int suggestions;
    private final Platform platform;

    /** No problems yet, for a part that is for any platform. */
    Problems() {
        this(Platform.Kubernetes);
    }

    /** No problems yet, for a part that is for {@code platform}. */
    Problems(Platform platform) {
        this.platform = platform;
    }

    /** The platform that the part is for. */
    Platform platform() {
        return platform;
    }

    void add(String path, Code code, String message) {
        found.add(new Problem(origin(path), code, message));
    }

    /**
     * Sets where later problems of a key, or of a key below it, are reported: at the path that the author used.
     *
     * @param origins that path, for the path of a key; the longest matching path applies
     */
    void reportAt(Map<String, String> origins) {
        told.putAll(origins);
    }

    private String origin(String path) {
        for (int end = told.isEmpty() ? 0 : path.length(); end > 0; end = parentEnd(path, end)) {
            String origin = told.get(path.substring(0, end));
            if (origin != null) {
                return origin;
            }
        }
        return path;
    }

    private static int parentEnd(String path, int end) {
        return Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
    }

    /**
     * The end of a message about an unknown name: a suggestion if there is a clear one, and the full stop. After many
     * unknown names, or if very many names are known, there is no suggestion.
     */
    String nearest(String name, Collection<String> known) {
        if (known.size() > MOST_KNOWN || suggestions >= MOST_SUGGESTIONS) {
            return ".";
        }
        suggestions++;
        return NearestKey.of(name, known)
                .map(meant -> "; did you mean " + quoted(meant) + "?")
                .orElse(".");
    }

    /** Whether a problem is more than a warning, so that the part is not accepted. */
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

    /** The path of the entry at {@code index}, counted from 0, of the array at {@code path}. */
    static String entry(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The author's text in quotes, with every character visible, truncated if it is long. */
    static String quoted(String text) {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, longest(text)) + "…";
        return "\"" + Printable.of(shown) + "\"";
    }

    /** Where to truncate; never between the two halves of a surrogate pair. */
    private static int longest(String text) {
        return Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? LONGEST_QUOTE - 1 : LONGEST_QUOTE;
    }

    /** The addresses of a range; a single address is written alone. */
    static String told(AddressRange range) {
        return range.first().equals(range.last()) ? range.first().toString() : range.toString();
    }

    /** The addresses of the first ranges, and the number of ranges that are not shown. */
    static String told(AddressSet set) {
        int more = set.ranges().size() - MOST_RANGES;
        return set.ranges().stream().limit(MOST_RANGES).map(Problems::told).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more ranges" : "");
    }

    /** The kind of a JSON value, in words; never the value itself, which may be a secret. */
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
