package io.fairlead.yaml;

import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A map, or one string, to be written into a YAML text as an item of a list.
 *
 * @param anchor its YAML anchor, empty if it has none
 * @param content its keys and values in order: strings, whole numbers, booleans, lists and maps of them; or one string
 */
public record YamlItem(String anchor, Object content) {

    /** Text that every YAML parser, of 1.1 and 1.2, reads as a string without quotes, also within {@code [ ]}. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!(y|n|yes|no|on|off|true|false|null)$)[a-z][a-z0-9]*(-[a-z0-9]+)*|\\d+(\\.\\d+){3}[0-9./-]*");

    /** Its lines in block style, with the dash {@code indent} columns from the left. */
    List<String> block(int indent) {
        List<String> lines = new ArrayList<>();
        if (!(content instanceof Map<?, ?> fields)) {
            lines.add(" ".repeat(indent) + "- " + flow());
            return lines;
        }
        fields.forEach((key, value) ->
                entry(lines, " ".repeat(indent + 2), String.valueOf(key), Objects.requireNonNull(value)));
        if (anchor.isEmpty()) {
            lines.set(0, " ".repeat(indent) + "- " + lines.get(0).substring(indent + 2));
        } else {
            lines.add(0, " ".repeat(indent) + "- &" + anchor);
        }
        return lines;
    }

    private static void entry(List<String> lines, String margin, String key, Object value) {
        if (value instanceof List<?> list && list.stream().noneMatch(Map.class::isInstance) && !list.isEmpty()) {
            lines.add(margin + key + ":");
            list.forEach(item -> lines.add(margin + "- " + inline(item)));
        } else {
            lines.add(margin + key + ": " + inline(value));
        }
    }

    /** The item on one line in flow style. */
    String flow() {
        return (anchor.isEmpty() ? "" : "&" + anchor + " ") + inline(content);
    }

    private static String inline(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + inline(Objects.requireNonNull(entry.getValue())))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlItem::inline).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text && !PLAIN.matcher(text).matches()
                ? new JsonPrimitive(text).toString()
                : value.toString();
    }
}
