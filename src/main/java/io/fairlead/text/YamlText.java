package io.fairlead.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.text.UnreadableText.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads a YAML text as JSON (YAML 1.2, core schema). As for JSON, a duplicate key and too many levels are errors. Aliases
 * are expanded up to a limit, so that a short text cannot become a huge value.
 */
final class YamlText {

    /** The most values of a text with its aliases expanded; 3 MB of text without aliases cannot reach it. */
    private static final int MOST_VALUES = 1_000_000;

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).setUseMarks(true).build();

    private int values;

    private YamlText() {}

    /**
     * The documents that are not empty.
     *
     * @throws UnreadableText if it is no YAML, or JSON cannot express it
     */
    static List<JsonElement> documents(String text) {
        try {
            depth(text);
            List<JsonElement> documents = new ArrayList<>();
            YamlText reader = new YamlText();
            for (Node document : new Compose(SETTINGS).composeAllFromString(text)) {
                JsonElement json = reader.value(document, 0);
                if (!json.isJsonNull()) {
                    documents.add(json);
                }
            }
            return documents;
        } catch (UnreadableText unreadable) {
            throw unreadable;
        } catch (MarkedYamlEngineException broken) {
            String why = String.valueOf(broken.getProblem());
            throw broken.getProblemMark()
                    .map(mark -> new UnreadableText(place(Optional.of(mark)), "it is no YAML: " + why, broken))
                    .orElseGet(() -> new UnreadableText("it is no YAML: " + why));
        } catch (YamlEngineException | IllegalArgumentException broken) { // A tag such as "!%a" causes the second.
            throw new UnreadableText("it is no YAML: " + broken.getMessage());
        }
    }

    /** Checks the depth before any code recurses over the text. */
    private static void depth(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > JsonText.MOST_DEPTH) {
                throw tooDeep(place(event.getStartMark()));
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static UnreadableText tooDeep(Place place) {
        return new UnreadableText(place, "it is nested deeper than " + JsonText.MOST_DEPTH + " levels");
    }

    private JsonElement value(Node node, int depth) {
        if (depth > JsonText.MOST_DEPTH) {
            throw tooDeep(place(node.getStartMark()));
        }
        if (++values > MOST_VALUES) {
            throw new UnreadableText(
                    place(node.getStartMark()), "with its aliases it comes to more than " + MOST_VALUES + " values");
        }
        if (node instanceof MappingNode map) {
            return object(map, depth);
        }
        if (node instanceof SequenceNode list) {
            JsonArray array = new JsonArray();
            list.getValue().forEach(item -> array.add(value(item, depth + 1)));
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private JsonObject object(MappingNode map, int depth) {
        JsonObject object = new JsonObject();
        Map<String, Place> places = new HashMap<>();
        for (NodeTuple entry : map.getValue()) {
            Place here = place(entry.getKeyNode().getStartMark());
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new UnreadableText(here, "a key that is a list or a map, which JSON cannot say");
            }
            Place first = places.putIfAbsent(key.getValue(), here);
            if (first != null) {
                throw UnreadableText.twice(key.getValue(), first, here);
            }
            object.add(key.getValue(), value(entry.getValueNode(), depth + 1));
        }
        return object;
    }

    private static JsonElement scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JsonNull.INSTANCE;
        }
        if (tag.equals(Tag.BOOL)) {
            return new JsonPrimitive(Boolean.valueOf(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return number(node);
        }
        if (tag.equals(Tag.STR)
                || tag.equals(Tag.ENV_TAG)) { // ${NAME} is ordinary text, because the reader expands nothing.
            return new JsonPrimitive(text);
        }
        throw new UnreadableText(place(node.getStartMark()), "it has the tag " + tag + ", which JSON cannot say");
    }

    private static JsonPrimitive number(ScalarNode node) {
        String text = node.getValue();
        if (JSON_NUMBER.matcher(text).matches()) {
            return JsonText.number(text);
        }
        try {
            if (text.startsWith("0x")) {
                return new JsonPrimitive(new BigInteger(text.substring(2), 16));
            }
            if (text.startsWith("0o")) {
                return new JsonPrimitive(new BigInteger(text.substring(2), 8));
            }
            return new JsonPrimitive(new BigDecimal(text));
        } catch (NumberFormatException none) {
            throw new UnreadableText(
                    place(node.getStartMark()), text + " is a number that JSON cannot say; quote it if it is a text");
        }
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(new Place(1, 1));
    }
}
