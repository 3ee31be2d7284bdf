package io.fairlead.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the tree of a YAML text and checks every key against the known ones. Go's {@code yaml.UnmarshalStrict} does the
 * same: a single unknown key makes it refuse the whole text.
 */
public final class StrictYaml {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).setLabel("config").build();

    private StrictYaml() {}

    /** The error in a text, with its line. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        /** An error with this reason. */
        public Refused(String why) {
            super(why);
        }
    }

    /** The root of the text; empty if it has no content. */
    public static Optional<MappingNode> root(String text) throws Refused {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()
                    || (root.get() instanceof ScalarNode scalar
                            && scalar.getValue().isEmpty())) {
                return Optional.empty();
            }
            if (root.get() instanceof MappingNode map) {
                return Optional.of(map);
            }
            throw new Refused("the text is no map");
        } catch (YamlEngineException | IllegalArgumentException e) { // A tag such as "!%a" causes the second.
            throw new Refused(String.valueOf(e.getMessage())
                    .lines()
                    .map(String::strip)
                    .reduce("", (all, line) -> all + " " + line)
                    .strip());
        } catch (StackOverflowError deep) {
            throw new Refused("the text is nested too deeply");
        }
    }

    /** The values by key. */
    public static Map<String, Node> map(Node node, String what, Set<String> known) throws Refused {
        if (isNull(node)) {
            return Map.of();
        }
        if (!(node instanceof MappingNode map)) {
            throw refused(node, what + " is no map");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = scalar(entry.getKeyNode(), "a key of " + what);
            if (!known.isEmpty() && !known.contains(key)) {
                throw refused(entry.getKeyNode(), what + " has no key " + key);
            }
            if (values.put(key, entry.getValueNode()) != null) {
                throw refused(entry.getKeyNode(), what + " has the key " + key + " twice");
            }
        }
        return values;
    }

    /** The items of a list; none if it is absent or null. */
    public static List<Node> list(@Nullable Node node, String what) throws Refused {
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue();
        }
        throw refused(node, what + " is no list");
    }

    /** The strings of a list. */
    public static List<String> scalars(@Nullable Node node, String what) throws Refused {
        List<String> texts = new ArrayList<>();
        for (Node item : list(node, what)) {
            texts.add(scalar(item, what));
        }
        return texts;
    }

    /** The text of a scalar, as written. */
    public static String scalar(Node node, String what) throws Refused {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw refused(node, what + " is no text");
    }

    /** A whole number of decimal digits. */
    public static long number(@Nullable Node node, String what, long otherwise) throws Refused {
        if (node == null || isNull(node)) {
            return otherwise;
        }
        try {
            return Long.parseLong(scalar(node, what));
        } catch (NumberFormatException e) {
            throw refused(node, what + " is no whole number of decimal digits");
        }
    }

    /** A boolean as YAML 1.1 spells it. */
    public static boolean flag(@Nullable Node node, String what, boolean otherwise) throws Refused {
        if (node == null || isNull(node)) {
            return otherwise;
        }
        return switch (scalar(node, what)) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> true;
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> false;
            default -> throw refused(node, what + " is neither true nor false");
        };
    }

    /** An error with this reason and the line of {@code at}. */
    public static Refused refused(Node at, String why) {
        return new Refused("line " + (at.getStartMark().orElseThrow().getLine() + 1) + ": " + why);
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && Set.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
    }
}
