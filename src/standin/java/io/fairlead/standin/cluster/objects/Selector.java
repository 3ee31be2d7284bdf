package io.fairlead.standin.cluster.objects;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a list or watch asks for: a namespace, labels and fields.
 *
 * @param namespace the namespace; empty for all
 * @param tests label and field requirements, all to be met
 */
public record Selector(String namespace, List<Predicate<JsonObject>> tests) {
    private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
    private static final Pattern COMMA_OUTSIDE_PARENTHESES = Pattern.compile(",(?![^(]*\\))");

    /**
     * Parses the API's selector syntax.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">syntax</a>
     */
    public static Selector parse(String namespace, String labelSelector, String fieldSelector) {
        List<Predicate<JsonObject>> tests = new ArrayList<>();
        for (String term : terms(labelSelector)) {
            Predicate<Map<String, String>> test = labelTest(term);
            tests.add(object -> test.test(Json.map(object, "metadata", "labels")));
        }
        for (String term : terms(fieldSelector)) {
            tests.add(fieldTest(term));
        }
        return new Selector(namespace, List.copyOf(tests));
    }

    /** True where labels meet a LabelSelector object with matchLabels and matchExpressions. */
    public static boolean selects(JsonObject labelSelector, Map<String, String> labels) {
        boolean all = labels.entrySet()
                .containsAll(Json.map(labelSelector, "matchLabels").entrySet());
        return all
                && Json.objects(labelSelector, "matchExpressions").stream().allMatch(e -> {
                    List<String> values = Json.texts(e, "values");
                    String value = labels.get(Json.text(e, "key"));
                    return switch (Json.text(e, "operator")) {
                        case "In" -> value != null && values.contains(value);
                        case "NotIn" -> value == null || !values.contains(value);
                        case "Exists" -> value != null;
                        default -> value == null;
                    };
                });
    }

    public boolean matches(JsonObject object) {
        boolean here = namespace.isEmpty()
                || Json.text(object, "metadata", "namespace").equals(namespace);
        return here && tests.stream().allMatch(test -> test.test(object));
    }

    private static List<String> terms(String selector) {
        return COMMA_OUTSIDE_PARENTHESES
                .splitAsStream(selector)
                .map(String::strip)
                .filter(term -> !term.isEmpty())
                .toList();
    }

    private static Predicate<Map<String, String>> labelTest(String term) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            String key = set.group(1);
            List<String> values = Pattern.compile(",")
                    .splitAsStream(set.group(3))
                    .map(String::strip)
                    .toList();
            boolean in = set.group(2).equals("in");
            return labels -> in == (labels.containsKey(key) && values.contains(labels.get(key)));
        }
        if (term.startsWith("!")) {
            String key = term.substring(1).strip();
            return labels -> !labels.containsKey(key);
        }
        int equals = term.indexOf('=');
        if (equals < 0) {
            return labels -> labels.containsKey(term);
        }
        boolean not = term.charAt(equals - 1) == '!';
        String key = term.substring(0, not ? equals - 1 : equals).strip();
        String value = term.substring(term.lastIndexOf('=') + 1).strip();
        return labels -> not != value.equals(labels.get(key));
    }

    private static Predicate<JsonObject> fieldTest(String term) {
        int equals = term.indexOf('=');
        if (equals < 1) {
            throw ApiFailure.badRequest("invalid field selector: " + term);
        }
        boolean not = term.charAt(equals - 1) == '!';
        String[] path = Pattern.compile("\\.")
                .split(term.substring(0, not ? equals - 1 : equals).strip());
        String value = term.substring(term.lastIndexOf('=') + 1).strip();
        return object -> not != Json.text(object, path).equals(value);
    }
}
