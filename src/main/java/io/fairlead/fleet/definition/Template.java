package io.fairlead.fleet.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.desired.PropertyKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Desired properties that contain <code>${column}</code>. <code>$${</code> is the escape for <code>${</code>. */
final class Template {

    private static final Pattern MARK = Pattern.compile("(\\$?)\\$\\{([^}]*)(\\}?)");

    private final Site site;
    private final Set<String> columns;
    private final List<FleetProblem> problems;
    private boolean complete = true;

    private Template(Site site, Set<String> columns, List<FleetProblem> problems) {
        this.site = site;
        this.columns = columns;
        this.problems = problems;
    }

    /** The suffix of a column name whose closing brace is missing. */
    static final String OPEN = " (without })";

    /** Adds the columns that a value uses to {@code into}. */
    static void names(JsonElement value, Collection<String> into) {
        if (value.isJsonObject()) {
            value.getAsJsonObject().asMap().values().forEach(child -> names(child, into));
        } else if (value.isJsonArray()) {
            value.getAsJsonArray().forEach(child -> names(child, into));
        } else if (isText(value)) {
            Matcher mark = MARK.matcher(value.getAsString());
            while (mark.find()) {
                if (mark.group(1).isEmpty()) {
                    into.add(name(mark));
                }
            }
        }
    }

    /**
     * A new object: {@code above} merged into {@code below}. Objects are merged key by key, {@code null} removes a key, and any
     * other value replaces.
     */
    static JsonObject merge(JsonObject below, JsonObject above) {
        JsonObject merged = new JsonObject();
        below.asMap().forEach((key, value) -> merged.add(key, value.deepCopy()));
        for (Map.Entry<String, JsonElement> entry : above.entrySet()) {
            JsonElement value = entry.getValue();
            JsonElement before = merged.get(entry.getKey());
            if (value.isJsonNull()) {
                merged.remove(entry.getKey());
            } else if (value.isJsonObject()) {
                JsonObject under =
                        before != null && before.isJsonObject() ? before.getAsJsonObject() : new JsonObject();
                merged.add(entry.getKey(), merge(under, value.getAsJsonObject()));
            } else {
                merged.add(entry.getKey(), value.deepCopy());
            }
        }
        return merged;
    }

    /**
     * The properties of one site; empty if a column has no value for it, or one of the wrong type, which is added to
     * {@code problems}. An unknown column is reported for its file, so it adds no problem here.
     */
    static Optional<JsonObject> fill(
            JsonObject properties, Site site, Set<String> columns, List<FleetProblem> problems) {
        Template template = new Template(site, columns, problems);
        JsonObject filled = template.object(properties, List.of());
        return template.complete ? Optional.of(filled) : Optional.empty();
    }

    private JsonObject object(JsonObject object, List<String> path) {
        JsonObject filled = new JsonObject();
        object.asMap().forEach((key, value) -> filled.add(key, value(value, with(path, key))));
        return filled;
    }

    private JsonElement value(JsonElement value, List<String> path) {
        if (value.isJsonObject()) {
            return object(value.getAsJsonObject(), path);
        }
        if (value.isJsonArray()) {
            JsonArray filled = new JsonArray();
            value.getAsJsonArray().forEach(item -> filled.add(value(item, with(path, ""))));
            return filled;
        }
        return isText(value) && value.getAsString().contains("${") ? text(value.getAsString(), path) : value;
    }

    private JsonElement text(String text, List<String> path) {
        Matcher mark = MARK.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean filledWhole = true;
        while (mark.find()) {
            String name = name(mark);
            if (!mark.group(1).isEmpty()) {
                mark.appendReplacement(
                        filled, Matcher.quoteReplacement(mark.group().substring(1)));
            } else if (site.values().containsKey(name)) {
                String value = site.values().get(name).getAsString();
                mark.appendReplacement(filled, Matcher.quoteReplacement(value));
            } else {
                filledWhole = false;
                missing(name, path);
                mark.appendReplacement(filled, "");
            }
        }
        mark.appendTail(filled);
        return filledWhole ? typed(filled.toString(), path) : JsonNull.INSTANCE;
    }

    private void missing(String name, List<String> path) {
        complete = false;
        if (!columns.contains(name)) {
            return;
        }
        problems.add(new FleetProblem(
                site.place(),
                "the site '" + site.name() + "' has no value for '" + name + "', which " + String.join(".", path)
                        + " needs; fill the column"));
    }

    /** Converts the text of a column to the type of the property. */
    private JsonElement typed(String text, List<String> path) {
        return switch (PropertyKind.of(path)) {
            case NUMBER ->
                text.matches("-?\\d{1,18}")
                        ? new JsonPrimitive(new BigDecimal(text))
                        : wrongKind(text, path, "a whole number");
            case FLAG ->
                text.equals("true") || text.equals("false")
                        ? new JsonPrimitive(Boolean.valueOf(text))
                        : wrongKind(text, path, "true or false");
            case TEXT -> new JsonPrimitive(text);
        };
    }

    private JsonElement wrongKind(String text, List<String> path, String kind) {
        complete = false;
        problems.add(new FleetProblem(
                site.place(),
                "the site '" + site.name() + "' gives '" + text + "' for " + String.join(".", path) + ", which takes "
                        + kind));
        return JsonNull.INSTANCE;
    }

    private static String name(Matcher mark) {
        return mark.group(2) + (mark.group(3).isEmpty() ? OPEN : "");
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static List<String> with(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
